import { expect, test } from 'vitest';
import { placeOverWhite } from './placeOverWhite.ts';

test('a pixel moves towards white by as much as it is transparent', () => {
  const data = Uint8ClampedArray.from([10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 255, 51, 100, 1, 0, 127]);

  const wasTransparent = placeOverWhite(data);

  // One fifth of the colour and four fifths of white: 204 + 0, 204 + 20, 204 + 51.
  // At alpha 127 it is 128 + 49.8, 128 + 0.498 and 128 + 0.
  expect([...data]).toEqual([10, 20, 30, 255, 255, 255, 255, 255, 204, 224, 255, 255, 178, 128, 128, 255]);
  expect(wasTransparent).toBe(true);
});

test('opaque pixels stay as they are, and it says so', () => {
  const data = Uint8ClampedArray.from([1, 2, 3, 255, 4, 5, 6, 255]);

  expect(placeOverWhite(data)).toBe(false);
  expect([...data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
});
