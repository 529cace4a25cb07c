import { expect, test } from 'vitest';
import { rescale } from './rescale.ts';

test('a range without extent gives zeros', () => {
  const map = { width: 2, height: 1, data: Float32Array.of(1, 5) };
  expect(Array.from(rescale(map, 'positive', { min: 3, max: 3 }).data)).toEqual([0, 0]);
});
