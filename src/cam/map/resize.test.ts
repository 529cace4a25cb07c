import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import type { Grid } from './grid.ts';
import { resize } from './resize.ts';

function grid(width: number, height: number, ...values: number[]): Grid {
  return { width, height, data: Float32Array.from(values) };
}

const anySize = fc.integer({ min: 1, max: 9 });
const anyGrid = fc.tuple(anySize, anySize).chain(([width, height]) =>
  fc
    .array(fc.float({ min: -10, max: 10, noNaN: true }), {
      minLength: width * height,
      maxLength: width * height,
    })
    .map((values) => grid(width, height, ...values)),
);

describe('resize', () => {
  test('has half-pixel centres and repeats the edges: 2 → 4', () => {
    // Centres 0.5 … 3.5 lie at −0.25, 0.25, 0.75, 1.25 of the source's axis.
    expect(resize(grid(2, 1, 0, 4), 4, 1)).toEqual(grid(4, 1, 0, 1, 3, 4));
    expect(resize(grid(1, 2, 0, 4), 1, 4)).toEqual(grid(1, 4, 0, 1, 3, 4));
  });

  test('does not smooth when it shrinks: 4 → 2', () => {
    // Centres lie at 0.5 and 2.5; 3 → 1 takes the middle one alone.
    expect(resize(grid(4, 1, 1, 3, 10, 20), 2, 1)).toEqual(grid(2, 1, 2, 15));
    expect(resize(grid(3, 1, 1, 5, 30), 1, 1)).toEqual(grid(1, 1, 5));
  });

  test('interpolates on both axes', () => {
    expect(resize(grid(2, 2, 0, 4, 8, 12), 3, 3)).toEqual(grid(3, 3, 0, 2, 4, 4, 6, 8, 8, 10, 12));
  });

  test('to the same size copies', () => {
    const source = grid(2, 2, 1, 2, 3, 4);
    const copy = resize(source, 2, 2);
    expect(copy).toEqual(source);
    expect(copy.data).not.toBe(source.data);
  });

  test('of a constant is that constant', () => {
    fc.assert(
      fc.property(anySize, anySize, anySize, anySize, (width, height, newWidth, newHeight) => {
        const constant = { width, height, data: new Float32Array(width * height).fill(0.3) };
        const { data } = resize(constant, newWidth, newHeight);
        expect(data).toEqual(new Float32Array(newWidth * newHeight).fill(0.3));
      }),
    );
  });

  test('is linear', () => {
    fc.assert(
      fc.property(anyGrid, anySize, anySize, (a, width, height) => {
        const b = { ...a, data: a.data.toReversed() };
        const sum = { ...a, data: a.data.map((value, index) => value + 3 * b.data[index]!) };
        const resizedB = resize(b, width, height).data;
        const sumOfResized = resize(a, width, height).data.map((value, i) => value + 3 * resizedB[i]!);
        expect(largestDifference(resize(sum, width, height).data, sumOfResized)).toBeLessThan(1e-4);
      }),
    );
  });

  test('of a grid without cells is zeros', () => {
    expect(resize(grid(0, 0), 2, 1)).toEqual(grid(2, 1, 0, 0));
  });
});
