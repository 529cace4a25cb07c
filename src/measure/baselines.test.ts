import { describe, expect, test } from 'vitest';
import { centreBlob, randomMap, sobelEdges } from './baselines.ts';

/** A picture of grey levels. */
function greyPicture(width: number, height: number, ...levels: number[]) {
  return { width, height, data: Uint8Array.from(levels.flatMap((level) => [level, level, level])) };
}

describe('a random map', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(randomMap(5, 4, 7)).toEqual(randomMap(5, 4, 7));
    expect(randomMap(5, 4, 7)).not.toEqual(randomMap(5, 4, 8));
  });

  test('spreads evenly over [0, 1)', () => {
    const { data } = randomMap(100, 100, 1);
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      data.filter((value) => value >= tenth / 10 && value < (tenth + 1) / 10),
    );
    // 1000 each; three standard deviations are 90.
    for (const { length } of tenths) expect(Math.abs(length - 1000)).toBeLessThan(100);
  });
});

describe('the blob in the centre', () => {
  test('is 1 in the middle and falls by e^(−1/2) in a quarter of the side', () => {
    const { data } = centreBlob(5, 3);
    expect(data[7]).toBe(1);
    // The next column is 1/5 of the side away, the next row 1/3: exp(−8/25), exp(−8/9).
    expect(data[8]).toBeCloseTo(Math.exp(-8 / 25), 6);
    expect(data[12]).toBeCloseTo(Math.exp(-8 / 9), 6);
  });

  test('is symmetric', () => {
    const { data } = centreBlob(6, 4);
    expect(data.toReversed()).toEqual(data);
  });
});

describe('Sobel edges', () => {
  test('are strongest where levels jump, and 1 there', () => {
    // Across: columns 1 and 2 see a jump of 4 × 100, the outer ones none.
    expect(Array.from(sobelEdges(greyPicture(4, 1, 0, 0, 100, 100)).data)).toEqual([0, 1, 1, 0]);
  });

  test('take both directions together', () => {
    // A single bright pixel in the corner of 2 × 2, borders repeated. At it and its two neighbours: across and down
    // (−3, −3), (−3, −1), (−1, −3), and opposite (−1, −1), times its level.
    const { data } = sobelEdges(greyPicture(2, 2, 80, 0, 0, 0));
    const largest = Math.hypot(3, 3);
    const expected = [1, Math.hypot(3, 1) / largest, Math.hypot(1, 3) / largest, Math.hypot(1, 1) / largest];
    for (const [index, value] of expected.entries()) expect(data[index]).toBeCloseTo(value, 6);
  });

  test('weigh colours by their luma', () => {
    const { data } = sobelEdges({
      width: 4,
      height: 1,
      data: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 99, 0, 99, 99, 99),
    });
    // Jumps at columns 1 to 3: .7152 · 99, then 99 (both its sides), then (1 − .7152) · 99.
    expect(data[2]).toBe(1);
    expect(data[1]).toBeCloseTo(0.7152, 6);
    expect(data[3]).toBeCloseTo(0.2848, 6);
  });

  test('of a picture of one colour are zeros', () => {
    const plain = {
      width: 3,
      height: 3,
      data: new Uint8Array(27).map((_, index) => [12, 200, 77][index % 3]!),
    };
    expect(Array.from(sobelEdges(plain).data)).toEqual(new Array(9).fill(0));
  });
});
