import { describe, expect, test } from 'vitest';
import { shareByRegion } from './regions.ts';

describe('shareByRegion', () => {
  test('divides a cell that straddles a line in proportion', () => {
    // Four cells over three bands: the second cell lies one third in the first band, two thirds in the second.
    const shares = shareByRegion({ width: 4, height: 1, data: Float32Array.of(0, 1, 0, 0) }, 3, 1);
    expect(Array.from(shares.data)).toEqual([1 / 3, 2 / 3, 0].map(Math.fround));
  });

  test('of an even 7 × 7 map are equal', () => {
    const { data } = shareByRegion({ width: 7, height: 7, data: new Float32Array(49).fill(2) }, 3, 3);
    for (const share of data) expect(share).toBeCloseTo(1 / 9, 6);
  });

  test('keep columns and rows apart', () => {
    const upperRight = { width: 2, height: 2, data: Float32Array.of(0, 3, 1, 0) };
    expect(Array.from(shareByRegion(upperRight, 2, 2).data)).toEqual([0, 0.75, 0.25, 0]);
  });

  test('of a map of zeros are zeros', () => {
    expect(Array.from(shareByRegion({ width: 1, height: 1, data: Float32Array.of(0) }, 2, 1).data)).toEqual([
      0, 0,
    ]);
  });
});
