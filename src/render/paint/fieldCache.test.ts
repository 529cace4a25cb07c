import { describe, expect, test } from 'vitest';
import type { Grid } from '../../cam/map/grid.ts';
import { createFieldCache, mixGrids } from './fieldCache.ts';

function grid(width: number, values: readonly number[]): Grid {
  return { width, height: values.length / width, data: Float32Array.from(values) };
}

describe('the field cache', () => {
  test('gives the same object for the same question and another for any other', () => {
    const fieldOf = createFieldCache();
    const source = grid(2, [0, 1, 1, 0]);
    const field = fieldOf(source, 4, 4, 'smooth');
    expect(fieldOf(source, 4, 4, 'smooth')).toBe(field);
    expect(fieldOf(source, 6, 4, 'smooth')).toMatchObject({ width: 6, height: 4 });
    expect(fieldOf(source, 4, 6, 'smooth')).toMatchObject({ width: 4, height: 6 });
    expect([...fieldOf(source, 4, 4, 'cells').data.subarray(0, 4)]).toEqual([0, 0, 1, 1]);
    expect(fieldOf(source, 4, 4, 'smooth')).toBe(field);
  });

  test('hands out a map that already has the asked cells as it is', () => {
    const source = grid(3, [1, 2, 3]);
    expect(createFieldCache()(source, 3, 1, 'cells')).toBe(source);
  });

  test('takes the cell in which a centre lies when there are fewer cells than before', () => {
    expect([...createFieldCache()(grid(6, [0, 1, 2, 3, 4, 5]), 2, 1, 'cells').data]).toEqual([1, 4]);
  });
});

test('a mix of grids goes from the first to the second, and is the first without a second', () => {
  const first = grid(2, [0, 1]);
  const second = grid(2, [1, 0.5]);
  expect([...mixGrids(first, second, 0.25).data]).toEqual([0.25, 0.875]);
  expect(mixGrids(first, null, 0.7)).toBe(first);
});
