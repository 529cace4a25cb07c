import { describe, expect, test } from 'vitest';
import { checkFileSize, checkPixelCount, checkVideoSize } from './limits.ts';

describe('checkFileSize', () => {
  test('refuses nothing at all, and more than the limit', () => {
    expect(() => checkFileSize(0)).toThrow(expect.objectContaining({ code: 'pictureEmpty', details: {} }));
    expect(() => checkFileSize(1)).not.toThrow();
    expect(() => checkFileSize(200_000_000)).not.toThrow();
    expect(() => checkFileSize(200_000_001)).toThrow(
      expect.objectContaining({
        code: 'pictureTooManyBytes',
        details: { sizeMegabytes: 201, limitMegabytes: 200 },
      }),
    );
  });
});

describe('checkPixelCount', () => {
  test('takes what a 50-megapixel camera writes, but not on a small device', () => {
    expect(() => checkPixelCount(8192, 6144, false)).not.toThrow();
    expect(() => checkPixelCount(8192, 6144, true)).toThrow(
      expect.objectContaining({
        code: 'pictureTooManyPixels',
        details: { width: 8192, height: 6144, limitMegapixels: 16, limitSide: 16_384 },
      }),
    );
  });

  test('refuses an area or a side that is too large', () => {
    expect(() => checkPixelCount(7300, 7300, false)).toThrow(
      expect.objectContaining({ code: 'pictureTooManyPixels' }),
    );
    expect(() => checkPixelCount(16_384, 1, false)).not.toThrow();
    expect(() => checkPixelCount(16_385, 1, false)).toThrow(
      expect.objectContaining({ code: 'pictureTooManyPixels' }),
    );
    expect(() => checkPixelCount(1, 65_535, false)).toThrow(
      expect.objectContaining({ code: 'pictureTooManyPixels' }),
    );
  });
});

test('a video may be 8K, not larger', () => {
  expect(() => checkVideoSize(7680, 4320)).not.toThrow();
  for (const [width, height] of [
    [8192, 8192],
    [16_385, 16],
  ] as const) {
    expect(() => checkVideoSize(width, height)).toThrow(
      expect.objectContaining({ code: 'videoTooManyPixels', details: expect.objectContaining({ width }) }),
    );
  }
});
