import { expect, test } from 'vitest';
import { type InputRange, normalisePicture, rangesFor } from './inputRange.ts';

/** One pixel of 255, 0 and 51. */
const pixel = Uint8Array.of(255, 0, 51);

test.each<[InputRange, number[]]>([
  ['symmetric', [1, -1, -0.6]],
  ['unit', [1, 0, 0.2]],
  ['bytes', [255, 0, 51]],
  // Blue first: 51 − 103.939, 0 − 116.779, 255 − 123.68.
  ['caffe', [-52.939, -116.779, 131.32]],
  // (1 − 0.485) / 0.229, −0.456 / 0.224, (0.2 − 0.406) / 0.225.
  ['imageNet', [2.248908, -2.035714, -0.915556]],
])('%s', (range, wanted) => {
  const values = normalisePicture(pixel, range, 3);
  wanted.forEach((value, channel) => {
    expect(values[channel]).toBeCloseTo(value, 4);
  });
});

test('grey is the luma of BT.601: 0.299 · 255 + 0.114 · 51 = 82.059', () => {
  expect(normalisePicture(pixel, 'bytes', 1)[0]).toBeCloseTo(82.059, 3);
  expect(rangesFor(1)).not.toContain('caffe');
});
