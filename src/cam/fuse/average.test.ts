import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import { defaultModelLayers } from '../../../test/defaultModelLayers.ts';
import {
  concatenateMaps,
  type Oracles,
  readFullOracles,
  readOracles,
} from '../../../test/oracles/readOracles.ts';
import { runOfMaps } from '../../../test/runOfMaps.ts';
import { displayGrid } from '../map/displayGrid.ts';
import { resize } from '../map/resize.ts';
import { averageLayers } from './average.ts';

const runOf = (...values: number[][]) => runOfMaps(values);

const twoByTwo = { sign: 'positive', width: 2, height: 2 } as const;

describe('the average of hand-made layers', () => {
  test('is the mean of the rescaled maps, rescaled once more', () => {
    // Rescaled: [0, .5, 1, 0] and [1, 1, 0, 0]; mean [.5, .75, .5, 0]; divided by .75.
    const { maps, layers } = runOf([-3, 2, 4, 0], [10, 10, 0, -1]);
    const average = averageLayers(maps, layers, twoByTwo);
    expect(Array.from(average.grid.data)).toEqual([2 / 3, 1, 2 / 3, 0].map(Math.fround));
    expect(average.range).toEqual({ min: 0, max: 0.75 });
    expect(average).toMatchObject({ empty: 0, emptyReason: null });
  });

  test('of one layer is the heat map of that layer', () => {
    const { maps, layers } = runOf([1, -2, 3, 4, 0, 6, 7, 2, 9]);
    for (const sign of ['positive', 'negative', 'signed'] as const) {
      const own = displayGrid({ width: 3, height: 3, data: maps }, sign, null).grid;
      const { grid } = averageLayers(maps, layers, { sign, width: 3, height: 3 });
      expect(largestDifference(grid.data, own.data), sign).toBeLessThan(1e-6);
    }
  });

  test('does not depend on the order of the layers', () => {
    const { maps, layers } = runOf([1, 5, 2, 0], [3], [9, 1, 1, 4, 7, 2, 0, 8, 5], [4, 3, 2, 8]);
    const there = averageLayers(maps, layers, { sign: 'positive', width: 6, height: 5 });
    const back = averageLayers(maps, layers.toReversed(), { sign: 'positive', width: 6, height: 5 });
    expect(largestDifference(there.grid.data, back.grid.data)).toBeLessThan(1e-6);
  });

  test('equals the mean of maps that were resized one by one', () => {
    const { maps, layers } = runOf([0, 1, 3, 4], [0, 0, 8, 0, 4, 0, 0, 0, 2], [5, 1, 0, 0]);
    const resized = layers.map(({ offset, width, height }) => {
      const data = maps.subarray(offset, offset + width * height);
      return resize(displayGrid({ width, height, data }, 'positive', null).grid, 5, 4).data;
    });
    const mean = resized[0]!.map((value, cell) => (value + resized[1]![cell]! + resized[2]![cell]!) / 3);
    const expected = displayGrid({ width: 5, height: 4, data: mean }, 'positive', null).grid.data;
    const { grid } = averageLayers(maps, layers, { sign: 'positive', width: 5, height: 4 });
    expect(largestDifference(grid.data, expected)).toBeLessThan(1e-6);
  });

  test('counts empty layers as zeros, and says how many they are', () => {
    // Of four layers, one is against the target, one is flat, one is broken: the mean is a quarter of the first.
    const { maps, layers } = runOf([0, 1, 0, 0], [-1, -2, 0, -1], [5, 5, 5, 5], [1, Number.NaN, 0, 0]);
    const average = averageLayers(maps, layers, twoByTwo);
    expect(average).toMatchObject({ empty: 3, emptyReason: null, range: { min: 0, max: 0.25 } });
    expect(Array.from(average.grid.data)).toEqual([0, 1, 0, 0]);
  });

  test('of empty layers only is empty, for the reason they share', () => {
    const opposite = runOf([-1, -2, 0, -1], [-4, -3, -2, -1]);
    expect(averageLayers(opposite.maps, opposite.layers, twoByTwo)).toMatchObject({
      empty: 2,
      emptyReason: 'oppositeSign',
    });
    const mixed = runOf([-1, -2, 0, -1], [0, 0, 0, 0]);
    const average = averageLayers(mixed.maps, mixed.layers, twoByTwo);
    expect(average).toMatchObject({ empty: 2, emptyReason: 'flat' });
    expect(Array.from(average.grid.data)).toEqual([0, 0, 0, 0]);
  });

  test('of no layers is flat zeros', () => {
    const average = averageLayers(new Float32Array(), [], twoByTwo);
    expect(average).toMatchObject({ empty: 0, emptyReason: 'flat', range: { min: 0, max: 0 } });
    expect(Array.from(average.grid.data)).toEqual([0, 0, 0, 0]);
  });

  test('lets evidence for and against cancel when it is signed', () => {
    // In [−1, 1]: [1, −.5, 0, 0] and [−1, −.5, 0, 1]; mean [0, −.5, 0, .5]: about zero, so ±.5 become 1 and 0.
    const { maps, layers } = runOf([4, -2, 0, 0], [-2, -1, 0, 2]);
    const average = averageLayers(maps, layers, { ...twoByTwo, sign: 'signed' });
    expect(Array.from(average.grid.data)).toEqual([0.5, 0, 0.5, 1]);
    expect(average.range).toEqual({ min: -0.5, max: 0.5 });
  });

  test('of the negative evidence equals that of the positive evidence of the negated maps', () => {
    const { maps, layers } = runOf([1, -5, 2, 0], [3, -4, -1, 4, 7, 2, 0, -8, 5]);
    const negative = averageLayers(maps, layers, { sign: 'negative', width: 4, height: 4 });
    const negated = averageLayers(
      maps.map((value) => -value),
      layers,
      {
        sign: 'positive',
        width: 4,
        height: 4,
      },
    );
    expect(negative).toEqual(negated);
    expect(negative.emptyReason).toBeNull();
  });
});

/** Largest difference from the reference for every average whose raw maps are complete. */
function differencesFromReference(oracles: Oracles): { name: string; difference: number }[] {
  const layers = defaultModelLayers(oracles.layers);
  return oracles.pictures.flatMap(({ id, averages, runs }) =>
    averages.flatMap(({ method, target, grid: expected }) => {
      const run = runs.find((candidate) => candidate.method === method && candidate.target === target);
      const maps = run ? concatenateMaps(run) : null;
      if (maps === null) return [];
      const { grid } = averageLayers(maps, layers, { sign: 'positive', width: 224, height: 224 });
      return [
        { name: `${id}, ${target}, ${method}`, difference: largestDifference(grid.data, expected.data) },
      ];
    }),
  );
}

describe('the all-layer average of the default model', () => {
  test('agrees with the reference within 1e-2 everywhere, for a run of each method', () => {
    const differences = differencesFromReference(readOracles());
    expect(differences).toHaveLength(3);
    for (const { name, difference } of differences) expect(difference, name).toBeLessThan(1e-2);
  });

  const full = readFullOracles();
  if (full === null) {
    console.warn('skipped: the averages of the full reference, which is not part of the repository');
  } else {
    test('agrees with every unpacked average of the reference', () => {
      const differences = differencesFromReference(full);
      expect(differences).toHaveLength(11);
      for (const { name, difference } of differences) expect(difference, name).toBeLessThan(1e-5);
    });
  }
});
