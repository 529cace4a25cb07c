import { expect, test } from 'vitest';
import { drawableScale } from './canvasLimits.ts';

test('a picture is drawn as it is unless a side or the area is too much for a canvas', () => {
  expect(drawableScale({ width: 4000, height: 3000 }, 2 ** 26)).toBe(1);
  expect(drawableScale({ width: 32_768, height: 10 }, 2 ** 26)).toBe(0.5);
  // Four times the area: half the sides.
  expect(drawableScale({ width: 16_384, height: 16_384 }, 2 ** 26)).toBe(0.5);
  expect(drawableScale({ width: 0, height: 0 }, 2 ** 26)).toBe(1);
});
