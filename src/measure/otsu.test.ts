import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { otsuThreshold } from './otsu.ts';

function row(...values: number[]) {
  return { width: values.length, height: 1, data: Float32Array.from(values) };
}

describe("Otsu's threshold", () => {
  test('cuts between two clusters, at the edge after the lower one', () => {
    // Bins 25, 26 and 230, 231: any cut from 27/256 to 230/256 is as good, the lowest is taken.
    expect(otsuThreshold(row(0.1, 0.1, 0.105, 0.9, 0.905))).toBe(27 / 256);
  });

  test('weighs the distance of the parts against their sizes', () => {
    // Bins 0 × 6, 102 × 3, 255 × 1: 6·4·(140.25)² = 472,081 against 9·1·(221)² = 439,569.
    expect(otsuThreshold(row(0, 0, 0, 0, 0, 0, 0.4, 0.4, 0.4, 1))).toBe(1 / 256);
    // Bins 0 × 8, 102 × 1, 255 × 1: 8·2·(178.5)² = 509,796 against 9·1·(243.67)² = 534,361.
    expect(otsuThreshold(row(0, 0, 0, 0, 0, 0, 0, 0, 0.4, 1))).toBe(103 / 256);
  });

  test('is 1 where nothing can be cut', () => {
    expect(otsuThreshold(row(0.5, 0.5, 0.501))).toBe(1);
    expect(otsuThreshold(row())).toBe(1);
  });

  test('leaves values on both sides, unless all fall into one bin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 2, maxLength: 40 }), (bins) => {
        fc.pre(new Set(bins).size > 1);
        const threshold = otsuThreshold(row(...bins.map((bin) => bin / 256)));
        expect(bins.some((bin) => bin / 256 >= threshold)).toBe(true);
        expect(bins.some((bin) => bin / 256 < threshold)).toBe(true);
      }),
    );
  });
});
