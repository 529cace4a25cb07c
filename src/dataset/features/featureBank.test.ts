import { describe, expect, test } from 'vitest';
import { encodeHalfFloats } from '../../lib/halfFloats.ts';
import { centreOf, cosinesWith, featuresOf, similarPictures, unlikeness } from './featureBank.ts';

const bank = {
  dimension: 2,
  rows: encodeHalfFloats([1, 0, 0, 2, 3, 3, 0, 0, 5, 0]),
};

describe('a bank of features', () => {
  test('gives back what was put in', () => {
    expect([...featuresOf(bank, 2)]).toEqual([3, 3]);
  });

  test('compares by direction, and what is zero with nothing', () => {
    const cosines = [...cosinesWith(bank, [1, 0])];
    [1, 0, Math.SQRT1_2, 0, 1].forEach((expected, picture) => {
      expect(cosines[picture]).toBeCloseTo(expected, 6);
    });
  });

  test('finds what is like a picture, itself left out', () => {
    expect(similarPictures(bank, 0, 2)).toEqual([4, 2]);
  });

  test('has a centre in which every picture weighs the same', () => {
    // Directions (1, 0) and (0, 1), whatever their lengths.
    const centre = centreOf(bank, [4, 1]);
    expect(centre[0]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(centre[1]).toBeCloseTo(Math.SQRT1_2, 6);
    expect([...centreOf(bank, [])]).toEqual([0, 0]);
  });

  test('tells how unlike its class a picture is', () => {
    const found = unlikeness(bank, [0, 0, 1, 1, 0]);
    // Centre of (1, 0), (0, 1), (1, 0) is (2, 1)/√5.
    expect(found[0]).toBeCloseTo(1 - 2 / Math.sqrt(5), 5);
    expect(found[1]).toBeCloseTo(1 - 1 / Math.sqrt(5), 5);
    expect(found[2]).toBeCloseTo(0, 5);
  });
});
