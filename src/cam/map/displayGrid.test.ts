import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { Sign } from './display.ts';
import { displayGrid, runRange } from './displayGrid.ts';
import type { Grid } from './grid.ts';

function row(...values: number[]): Grid {
  return { width: values.length, height: 1, data: Float32Array.from(values) };
}

const signs = ['positive', 'negative', 'signed'] as const satisfies Sign[];
const anySign = fc.constantFrom(...signs);
const anyMap = fc
  .array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 })
  .map((values) => row(...values));

describe('a display grid on its own scale', () => {
  test('of positive evidence runs from the smallest to the largest positive value', () => {
    const { grid, range, empty } = displayGrid(row(-4, 1, 2, 4), 'positive', null);
    expect(Array.from(grid.data)).toEqual([0, 0.25, 0.5, 1]);
    expect(range).toEqual({ min: 0, max: 4 });
    expect(empty).toBeNull();
  });

  test('of a map that is positive everywhere starts at its minimum', () => {
    const { grid, range } = displayGrid(row(2, 3, 6), 'positive', null);
    expect(Array.from(grid.data)).toEqual([0, 0.25, 1]);
    expect(range).toEqual({ min: 2, max: 6 });
  });

  test('of a signed map has zero at one half and the same scale on both sides', () => {
    const { grid, range } = displayGrid(row(-4, 0, 2), 'signed', null);
    expect(Array.from(grid.data)).toEqual([0, 0.5, 0.75]);
    expect(range).toEqual({ min: -4, max: 4 });
  });

  test('of the negative evidence is that of the positive evidence of the negated map', () => {
    fc.assert(
      fc.property(anyMap, (map) => {
        const negated = { ...map, data: map.data.map((value) => 0 - value) };
        expect(displayGrid(map, 'negative', null)).toEqual(displayGrid(negated, 'positive', null));
      }),
    );
  });

  test('does not change when the map is multiplied by a positive number', () => {
    fc.assert(
      fc.property(anyMap, anySign, fc.constantFrom(0.125, 2, 1024), (map, sign, factor) => {
        // Powers of two multiply exactly, unless the product is subnormal.
        fc.pre(map.data.every((value) => value === 0 || Math.abs(value) > 1e-30));
        const scaled = { ...map, data: map.data.map((value) => value * factor) };
        const there = displayGrid(map, sign, null);
        const here = displayGrid(scaled, sign, null);
        expect(here.empty).toBe(there.empty);
        expect(largestDifference(here.grid.data, there.grid.data)).toBeLessThan(1e-6);
      }),
    );
  });

  test('lies in [0, 1] for any map, also of extreme and broken numbers', () => {
    const anyFloats = fc.array(fc.float(), { maxLength: 12 }).map((values) => row(...values));
    fc.assert(
      fc.property(anyFloats, anySign, (map, sign) => {
        const { grid } = displayGrid(map, sign, null);
        expect(grid.data.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
    );
  });
});

describe('an empty display grid', () => {
  test('has the reason that all evidence has the other sign', () => {
    expect(displayGrid(row(-1, -2, 0), 'positive', null)).toMatchObject({
      grid: row(0, 0, 0),
      range: { min: 0, max: 0 },
      empty: 'oppositeSign',
    });
    expect(displayGrid(row(1, 2, 0), 'negative', null).empty).toBe('oppositeSign');
  });

  test('has the reason that the map is flat', () => {
    for (const sign of signs) expect(displayGrid(row(0, 0), sign, null).empty).toBe('flat');
    expect(displayGrid(row(3, 3), 'positive', null)).toMatchObject({
      grid: row(0, 0),
      range: { min: 3, max: 3 },
      empty: 'flat',
    });
  });

  test('has the reason that a number is not finite', () => {
    for (const sign of signs) expect(displayGrid(row(1, Number.NaN), sign, null).empty).toBe('notFinite');
  });

  test('shows zero, which is one half on the diverging scale', () => {
    expect(Array.from(displayGrid(row(0, 0), 'signed', null).grid.data)).toEqual([0.5, 0.5]);
  });
});

describe('a display grid on the scale of its run', () => {
  function layer(offset: number, width: number): LayerInfo {
    return {
      index: 0,
      name: 'layer',
      className: 'Conv2D',
      kind: 'convolution',
      role: null,
      block: 0,
      phase: 'contours',
      isBlockOutput: false,
      height: 1,
      width,
      channels: 1,
      offset,
    };
  }
  const maps = Float32Array.of(-8, 2, 4, 1, Number.NaN, 9);
  const layers = [layer(0, 2), layer(2, 2), layer(4, 2)];

  test('has the smallest and the largest value of all layers with finite numbers as its range', () => {
    expect(runRange(maps, layers, 'positive')).toEqual({ min: 0, max: 4 });
    expect(runRange(maps, layers, 'negative')).toEqual({ min: 0, max: 8 });
    expect(runRange(maps, layers, 'signed')).toEqual({ min: -8, max: 8 });
    const aboveZero = Float32Array.of(3, 4, Number.NaN, 9);
    expect(runRange(aboveZero, layers.slice(0, 2), 'positive')).toEqual({ min: 3, max: 4 });
    expect(runRange(maps, [], 'positive')).toEqual({ min: 0, max: 0 });
  });

  test('uses the given range and stays within [0, 1] beyond it', () => {
    const { grid, range } = displayGrid(row(-8, 2, 6), 'positive', { min: 0, max: 4 });
    expect(Array.from(grid.data)).toEqual([0, 0.5, 1]);
    expect(range).toEqual({ min: 0, max: 4 });
  });

  test('shows the level of a map that is flat by itself', () => {
    const { grid, empty } = displayGrid(row(1, 1), 'positive', { min: 0, max: 4 });
    expect(Array.from(grid.data)).toEqual([0.25, 0.25]);
    expect(empty).toBeNull();
  });
});
