import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import { runOfMaps } from '../../../test/runOfMaps.ts';
import type { Sign } from '../map/display.ts';
import { displayGrid } from '../map/displayGrid.ts';
import { resize } from '../map/resize.ts';
import { averageLayers } from './average.ts';
import { type Fusion, fuseLayers } from './fusion.ts';

const signs: readonly Sign[] = ['positive', 'negative', 'signed'];
const twoByTwo = { sign: 'positive', width: 2, height: 2 } as const;
const fiveByFour = { width: 5, height: 4 } as const;

/** Rescaled: [0, .5, 1, 0] and [1, 1, 0, 0]. */
const twoLayers = runOfMaps([
  [-3, 2, 4, 0],
  [10, 10, 0, -1],
]);

/** Three sizes, one layer without positive evidence. */
const mixed = runOfMaps([
  [0, 1, 3, 4],
  [0, -1, 8, 0, 4, 0, 0, 0, 2],
  [-1, -2, -3, -1],
  [5, 1, 0, 0, 2, 2, 7, 1, 0, 0, 3, 9, 4, 4, 1, 0],
  [-5, 1, 0, 6],
]);

const everyFusion: readonly Fusion[] = [
  { kind: 'mean' },
  { kind: 'maximum' },
  { kind: 'product' },
  { kind: 'winsor', importance: [3, 1, 4, 1, 5], percentile: 60 },
];

/** The layers' maps as everybody can make them: sign, rescale, resize. */
function resizedMaps({ maps, layers }: typeof mixed, width: number, height: number): Float32Array[] {
  return layers.map((layer) => {
    const data = maps.subarray(layer.offset, layer.offset + layer.width * layer.height);
    const own = displayGrid({ width: layer.width, height: layer.height, data }, 'positive', null);
    return resize(own.grid, width, height).data;
  });
}

describe('the mean', () => {
  test('with equal weights is the all-layer average, for every sign', () => {
    for (const sign of signs) {
      const options = { sign, ...fiveByFour };
      const average = averageLayers(mixed.maps, mixed.layers, options);
      const fused = fuseLayers(mixed.maps, mixed.layers, options, { kind: 'mean', weights: [3, 3, 3, 3, 3] });
      expect(largestDifference(fused.grid.data, average.grid.data), sign).toBeLessThan(1e-6);
      expect(fused.range.max, sign).toBeCloseTo(average.range.max, 6);
      expect(fused, sign).toMatchObject({ empty: average.empty, emptyReason: average.emptyReason });
    }
  });

  test('takes layers by their weights', () => {
    // (3·[0, .5, 1, 0] + 1·[1, 1, 0, 0]) / 4 = [.25, .625, .75, 0].
    const { maps, layers } = twoLayers;
    const { grid, range, shares } = fuseLayers(maps, layers, twoByTwo, { kind: 'mean', weights: [3, 1] });
    expect(range).toEqual({ min: 0, max: 0.75 });
    expect(largestDifference(grid.data, Float32Array.of(1 / 3, 2.5 / 3, 1, 0))).toBeLessThan(1e-6);
    // Over the pixels: 3 × 1.5 of 6.5 and 1 × 2 of 6.5.
    expect(largestDifference(shares, Float32Array.of(4.5 / 6.5, 2 / 6.5))).toBeLessThan(1e-6);
  });

  test('with one weight is the heat map of that layer, whose share is all', () => {
    for (const sign of signs) {
      const weights = [0, 0, 0, 0.2, 0];
      const fused = fuseLayers(mixed.maps, mixed.layers, { sign, ...fiveByFour }, { kind: 'mean', weights });
      const alone = averageLayers(mixed.maps, mixed.layers.slice(3, 4), { sign, ...fiveByFour });
      expect(largestDifference(fused.grid.data, alone.grid.data), sign).toBeLessThan(1e-6);
      expect(Array.from(fused.shares), sign).toEqual(sign === 'negative' ? [0, 0, 0, 0, 0] : [0, 0, 0, 1, 0]);
    }
  });

  test('without any weight above zero is empty', () => {
    const { maps, layers } = twoLayers;
    for (const kind of ['mean', 'maximum', 'product'] as const) {
      const fused = fuseLayers(maps, layers, twoByTwo, { kind, weights: [0, 0] });
      expect(Array.from(fused.grid.data), kind).toEqual([0, 0, 0, 0]);
      expect(fused.emptyReason, kind).toBe('flat');
      expect(Array.from(fused.shares), kind).toEqual([0, 0]);
    }
  });

  test('has the shares that the resized maps have', () => {
    const weights = [1, 2, 0.5, 3, 4];
    const parts = resizedMaps(mixed, 5, 4).map(
      (map, position) => weights[position]! * map.reduce((sum, value) => sum + value, 0),
    );
    const total = parts.reduce((sum, part) => sum + part, 0);
    const options = { sign: 'positive', ...fiveByFour } as const;
    const { shares } = fuseLayers(mixed.maps, mixed.layers, options, { kind: 'mean', weights });
    expect(
      largestDifference(
        shares,
        Float32Array.from(parts, (part) => part / total),
      ),
    ).toBeLessThan(1e-6);
  });
});

describe('the maximum', () => {
  test('is tanh of twice the largest, and belongs to the layer that is the largest', () => {
    const { maps, layers } = twoLayers;
    const { range, grid, shares } = fuseLayers(maps, layers, twoByTwo, { kind: 'maximum' });
    expect(range).toEqual({ min: 0, max: Math.fround(Math.tanh(2)) });
    expect(Array.from(grid.data)).toEqual([1, 1, 1, 0]);
    expect(largestDifference(shares, Float32Array.of(1 / 3, 2 / 3))).toBeLessThan(1e-6);
  });

  test('of equal layers belongs to the first', () => {
    const { maps, layers } = runOfMaps([
      [1, 0, 3, 2],
      [1, 0, 3, 2],
    ]);
    expect(Array.from(fuseLayers(maps, layers, twoByTwo, { kind: 'maximum' }).shares)).toEqual([1, 0]);
  });

  test('is taken over the resized maps', () => {
    const maps = resizedMaps(mixed, 5, 4);
    const largest = maps[0]!.map((_, index) => Math.tanh(2 * Math.max(...maps.map((map) => map[index]!))));
    const expected = displayGrid({ ...fiveByFour, data: largest }, 'positive', null).grid.data;
    const options = { sign: 'positive', ...fiveByFour } as const;
    const { grid } = fuseLayers(mixed.maps, mixed.layers, options, { kind: 'maximum' });
    expect(largestDifference(grid.data, expected)).toBeLessThan(1e-6);
  });
});

describe('the product', () => {
  test('is the geometric mean, to which a zero counts 1/513', () => {
    // Factors (L + 1/512) / (1 + 1/512): [0, .5, 1, 0] ↦ [1, 257, 513, 1] / 513; [1, 1, 0, 0] ↦ [513, 513, 1, 1] / 513.
    const { maps, layers } = twoLayers;
    const { range, shares } = fuseLayers(maps, layers, twoByTwo, { kind: 'product' });
    expect(range.max).toBeCloseTo(Math.sqrt(257 / 513), 6);
    expect(range.min).toBeCloseTo(1 / 513, 6);
    // They leave dark 4 − 1.5 and 4 − 2 of the four pixels.
    expect(largestDifference(shares, Float32Array.of(2.5 / 4.5, 2 / 4.5))).toBeLessThan(1e-6);
  });

  test('of many equal layers is that layer', () => {
    const { maps, layers } = runOfMaps(Array.from({ length: 300 }, () => [1, 0, 3, 2]));
    const { grid } = fuseLayers(maps, layers, twoByTwo, { kind: 'product' });
    expect(largestDifference(grid.data, Float32Array.of(1 / 3, 0, 1, 2 / 3))).toBeLessThan(1e-5);
  });

  test('leaves empty layers out', () => {
    const options = { sign: 'positive', ...fiveByFour } as const;
    const all = fuseLayers(mixed.maps, mixed.layers, options, { kind: 'product' });
    const withoutEmpty = mixed.layers.filter((_, position) => position !== 2);
    const some = fuseLayers(mixed.maps, withoutEmpty, options, { kind: 'product' });
    expect(all.grid).toEqual(some.grid);
    expect(all.empty).toBe(1);
  });
});

describe('every fusion', () => {
  const anyRun = fc
    .array(fc.constantFrom(1, 2, 3), { minLength: 5, maxLength: 5 })
    .chain((sides) =>
      fc.tuple(
        ...sides.map((side) =>
          fc.array(fc.integer({ min: -20, max: 20 }), { minLength: side * side, maxLength: side * side }),
        ),
      ),
    )
    .map((maps) => runOfMaps(maps));

  test('gives values in [0, 1], and shares that sum to 1 or are all zero', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...everyFusion), fc.constantFrom(...signs), (run, fusion, sign) => {
        const { grid, shares } = fuseLayers(run.maps, run.layers, { sign, width: 4, height: 3 }, fusion);
        expect(grid.data.every((value) => value >= 0 && value <= 1)).toBe(true);
        const total = shares.reduce((sum, share) => sum + share, 0);
        expect(shares.every((share) => share >= 0)).toBe(true);
        expect(total === 0 || Math.abs(total - 1) < 1e-5).toBe(true);
      }),
    );
  });

  test('does not depend on the order of the layers', () => {
    const order = [3, 1, 4, 0, 2];
    const layers = order.map((position) => mixed.layers[position]!);
    const permuted = (values: ArrayLike<number>) => Float32Array.from(order, (position) => values[position]!);
    const weights = [1, 2, 0, 3, 4];
    for (const fusion of everyFusion) {
      const options = { sign: 'positive', ...fiveByFour } as const;
      const there = fuseLayers(mixed.maps, mixed.layers, options, { ...fusion, weights });
      const moved: Fusion =
        fusion.kind === 'winsor' ? { ...fusion, importance: permuted(fusion.importance) } : fusion;
      const back = fuseLayers(mixed.maps, layers, options, { ...moved, weights: permuted(weights) });
      expect(largestDifference(back.grid.data, there.grid.data), fusion.kind).toBeLessThan(1e-6);
      // In a maximum the first of equals has the pixel.
      if (fusion.kind === 'maximum') continue;
      expect(largestDifference(back.shares, permuted(there.shares)), fusion.kind).toBeLessThan(1e-6);
    }
  });

  test('of negated signed maps is turned round about its zero', () => {
    const negated = mixed.maps.map((value) => -value);
    for (const fusion of everyFusion) {
      const options = { sign: 'signed', ...fiveByFour } as const;
      const there = fuseLayers(mixed.maps, mixed.layers, options, fusion).grid.data;
      const back = fuseLayers(negated, mixed.layers, options, fusion).grid.data;
      expect(
        largestDifference(
          back.map((value) => 1 - value),
          there,
        ),
        fusion.kind,
      ).toBeLessThan(1e-6);
    }
  });

  test('of negative evidence is that of the positive evidence of the negated maps', () => {
    const negated = mixed.maps.map((value) => -value);
    for (const fusion of everyFusion) {
      const negative = fuseLayers(mixed.maps, mixed.layers, { sign: 'negative', ...fiveByFour }, fusion);
      const positive = fuseLayers(negated, mixed.layers, { sign: 'positive', ...fiveByFour }, fusion);
      expect(negative, fusion.kind).toEqual(positive);
    }
  });
});
