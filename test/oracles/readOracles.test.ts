import { describe, expect, test } from 'vitest';
import { largestDifference, relativeL2 } from '../compareMaps.ts';
import { readFullOracles, readOracles } from './readOracles.ts';

describe('the packed reference', () => {
  const oracles = readOracles();

  test('has six pictures with the model’s input, and a probability that belongs to the logit', () => {
    expect(oracles.pictures).toHaveLength(6);
    for (const { input, logit, pDog, id } of oracles.pictures) {
      expect(input.data, id).toHaveLength(224 * 224 * 3);
      expect(1 / (1 + Math.exp(-logit)), id).toBeCloseTo(pDog, 12);
    }
  });

  test('has 18 runs of finite maps, one run of each method with all its layers', () => {
    const runs = oracles.pictures.flatMap((picture) => picture.runs);
    expect(runs).toHaveLength(18);
    for (const { maps } of runs) {
      expect(maps).toHaveLength(155);
      for (const map of maps) expect(map?.every(Number.isFinite) ?? true).toBe(true);
    }
    const complete = runs.filter(({ maps }) => maps.every((map) => map !== null));
    expect(new Set(complete.map(({ method }) => method)).size).toBe(3);
  });

  const full = readFullOracles();
  if (full === null) {
    console.warn('skipped: packed against full reference, which is not part of the repository');
  } else {
    test('differs from the full one by rounding only', () => {
      for (const [p, picture] of oracles.pictures.entries()) {
        for (const [r, run] of picture.runs.entries()) {
          const original = full.pictures[p]!.runs[r]!;
          expect([original.method, original.target]).toEqual([run.method, run.target]);
          for (const [index, map] of run.maps.entries()) {
            if (map !== null) expect(relativeL2(map, original.maps[index]!)).toBeLessThan(2 ** -11);
          }
        }
        for (const [a, average] of picture.averages.entries()) {
          const difference = largestDifference(average.grid.data, full.pictures[p]!.averages[a]!.grid.data);
          expect(difference).toBeLessThan(oracles.averageStep + 1e-6);
        }
      }
    });
  }
});
