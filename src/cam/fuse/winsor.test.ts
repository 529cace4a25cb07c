import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import { runOfMaps } from '../../../test/runOfMaps.ts';
import { fuseLayers } from './fusion.ts';
import { winsorWeights } from './fusionRules.ts';

const fiveByFour = { width: 5, height: 4 } as const;

/** Three sizes, one layer without positive evidence. */
const mixed = runOfMaps([
  [0, 1, 3, 4],
  [0, -1, 8, 0, 4, 0, 0, 0, 2],
  [-1, -2, -3, -1],
  [5, 1, 0, 0, 2, 2, 7, 1, 0, 0, 3, 9, 4, 4, 1, 0],
  [-5, 1, 0, 6],
]);

describe('Winsor-CAM', () => {
  const fuse = (percentile: number, importance: readonly number[]) =>
    fuseLayers(
      mixed.maps,
      mixed.layers,
      { sign: 'positive', ...fiveByFour },
      {
        kind: 'winsor',
        importance,
        percentile,
      },
    );
  const mean = (weights: readonly number[]) =>
    fuseLayers(mixed.maps, mixed.layers, { sign: 'positive', ...fiveByFour }, { kind: 'mean', weights });

  test('at percentile 100 clips nothing: importances are rescaled to 0.1 … 1', () => {
    expect(
      largestDifference(fuse(100, [1, 2, 3, 4, 5]).grid.data, mean([0.1, 0.325, 0.55, 0.775, 1]).grid.data),
    ).toBeLessThan(1e-6);
  });

  test('clips at a percentile of the importances that are not zero', () => {
    // Of 1, 2, 4, 9 the 50th percentile is 3: clipped 1, 2, 3, 3.
    expect(
      largestDifference(fuse(50, [1, 2, 0, 4, 9]).grid.data, mean([0.1, 0.55, 0, 1, 1]).grid.data),
    ).toBeLessThan(1e-6);
  });

  test('at percentile 0 makes all layers equal that count', () => {
    expect(
      largestDifference(fuse(0, [1, 2, -3, 0, 9]).grid.data, mean([1, 1, 0, 0, 1]).grid.data),
    ).toBeLessThan(1e-6);
  });

  test('without importance is empty, and what is no number counts as none', () => {
    expect(fuse(80, [0, -1, 0, 0, 0])).toMatchObject({ emptyReason: 'flat' });
    const odd = fuse(50, [Number.NaN, 1, 0, Number.POSITIVE_INFINITY, 3]);
    expect(odd.grid).toEqual(fuse(50, [0, 1, 0, 0, 3]).grid);
  });

  test('asks only layers that take part, and multiplies their weights', () => {
    // Of 1, 2, 4 the 50th percentile is 2: clipped 1, 2, 2. The fifth layer would have moved it.
    const weights = [3, 1, 0, 0.5, 0];
    expect(Array.from(winsorWeights([1, 2, 0, 4, 9], 50, weights), (weight) => weight.toFixed(5))).toEqual([
      '0.30000',
      '1.00000',
      '0.00000',
      '0.50000',
      '0.00000',
    ]);
  });
});
