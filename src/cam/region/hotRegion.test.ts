import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../map/evidence.ts';
import type { Grid } from '../map/grid.ts';
import { histogram } from './histogram.ts';
import { hotRegion, largestPartBounds, regionMask, regionShare } from './hotRegion.ts';

function grid(width: number, values: readonly number[]): Grid {
  return { width, height: values.length / width, data: Float32Array.from(values) };
}

const anyMap = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });

describe('the hot region', () => {
  test('is where the map reaches the threshold, the threshold included', () => {
    const region = hotRegion(grid(3, [0, 0.1, 0.7, 0.69999, 0.70001, 1]), 0.7);
    expect([...regionMask(region).data]).toEqual([0, 0, 255, 0, 255, 255]);
    expect(regionShare(region)).toBe(0.5);
  });

  test('is all of the picture at 0, and shrinks as the threshold rises', () => {
    fc.assert(
      fc.property(anyMap, fc.float({ min: 0, max: 1, noNaN: true }), (values, threshold) => {
        const map = grid(3, values);
        expect(regionShare(hotRegion(map, 0))).toBe(1);
        const expected = values.filter((value) => value >= Math.fround(threshold)).length / 6;
        expect(regionShare(hotRegion(map, threshold))).toBe(expected);
      }),
    );
  });

  test('of a picture without cells has no share', () => {
    expect(regionShare(hotRegion(grid(1, []), 0.5))).toBe(0);
  });

  test('of a signed map is taken from the evidence for the target', () => {
    const signed = grid(2, [0, 0.5, 0.75, 1]);
    expect([...evidenceOf(signed, 'signed').data]).toEqual([0, 0, 0.5, 1]);
    expect(evidenceOf(signed, 'negative')).toBe(signed);
  });
});

describe('the largest part of a region', () => {
  const region = (rows: readonly string[]) =>
    grid(
      rows[0]!.length,
      rows.flatMap((row) => [...row].map((cell) => (cell === '#' ? 0.2 : -0.1))),
    );

  test('has its own bounds; cells that touch by a corner are apart', () => {
    const bounds = largestPartBounds(region(['#.....', '.###..', '...##.', '#....#']));
    expect(bounds).toEqual({ column: 1, row: 1, columns: 4, rows: 2 });
  });

  test('may wind, but does not run over the border to the next row', () => {
    expect(largestPartBounds(region(['###', '..#', '###', '#..']))).toEqual({
      column: 0,
      row: 0,
      columns: 3,
      rows: 4,
    });
    expect(largestPartBounds(region(['..#', '#..']))).toEqual({ column: 2, row: 0, columns: 1, rows: 1 });
  });

  test('of none is none', () => {
    expect(largestPartBounds(region(['..', '..']))).toBeNull();
  });
});

test('a histogram counts equal parts of 0 to 1, both ends included', () => {
  expect([...histogram(grid(7, [0, 0.2, 0.25, 0.5, 0.99, 1, 1]), 4)]).toEqual([2, 1, 1, 3]);
  expect([...histogram(grid(3, [Number.NaN, -1, 2]), 2)]).toEqual([1, 1]);
});
