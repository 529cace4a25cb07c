import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseOrigins, splitOrigins } from './chooseOrigins.ts';
import { shuffledOrder } from './shuffledOrder.ts';
import { weighRows } from './weighRows.ts';

/** Pictures of some photos, each photo of one class, several copies of some. */
const anyPictures = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 60 }).map((photos) => ({
  origins: photos.map(String),
  classes: Uint8Array.from(photos, (photo) => photo % 3),
}));

describe('weights', () => {
  test('eight copies of a photo weigh as much as another photo', () => {
    const origins = ['a', ...Array.from({ length: 8 }, () => 'b')];
    const weights = weighRows(origins, new Uint8Array(9));
    expect(weights[0]).toBe(0.5);
    expect(Array.from(weights.slice(1))).toEqual(new Array(8).fill(1 / 16));
  });

  test('balanced, a class of one photo weighs as much as one of three', () => {
    const weights = weighRows(['a', 'b', 'c', 'd'], Uint8Array.of(0, 0, 0, 1), true);
    expect(weights[3]).toBeCloseTo(0.5, 15);
    expect(weights[0]).toBeCloseTo(1 / 6, 15);
  });

  test('make 1 in all', () => {
    fc.assert(
      fc.property(anyPictures, fc.boolean(), ({ origins, classes }, isBalanced) => {
        const sum = weighRows(origins, classes, isBalanced).reduce((total, weight) => total + weight, 0);
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('a dose', () => {
  test('of a smaller share lies within that of a larger one', () => {
    fc.assert(
      fc.property(
        anyPictures,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (pictures, share, seed) => {
          const larger = new Set(chooseOrigins(pictures, share, seed));
          const smaller = chooseOrigins(pictures, share * 0.6, seed);
          expect(smaller.every((row) => larger.has(row))).toBe(true);
        },
      ),
    );
  });

  test('of all is all and of nothing nothing, whatever the seed', () => {
    fc.assert(
      fc.property(anyPictures, fc.nat(), (pictures, seed) => {
        expect(chooseOrigins(pictures, 1, seed)).toEqual(pictures.origins.map((_, row) => row));
        expect(chooseOrigins(pictures, 0, seed)).toEqual([]);
      }),
    );
  });

  test('has the same share of each class, and differs from seed to seed', () => {
    const origins = Array.from({ length: 40 }, (_, row) => String(row));
    const classes = Uint8Array.from(origins, (_, row) => (row < 10 ? 1 : 0));
    const rows = chooseOrigins({ origins, classes }, 0.5, 1);
    expect(rows.filter((row) => row < 10).length).toBe(5);
    expect(rows.length).toBe(20);
    expect(chooseOrigins({ origins, classes }, 0.5, 2)).not.toEqual(rows);
  });
});

test('copies of a photo stay on one side of a split, and every picture is on one', () => {
  fc.assert(
    fc.property(anyPictures, fc.nat(), (pictures, seed) => {
      const { training, heldOut } = splitOrigins(pictures, 0.4, seed);
      expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(pictures.origins.map((_, row) => row));
      const held = new Set(heldOut.map((row) => pictures.origins[row]));
      expect(training.filter((row) => held.has(pictures.origins[row]))).toEqual([]);
    }),
  );
});

test('a shuffled order holds every number once', () => {
  expect(shuffledOrder(50, 1).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(shuffledOrder(0, 1)).toEqual([]);
});
