import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageLinkage, cutTree, naturalGroupCount } from './averageLinkage.ts';

type Point = readonly [number, number];

function distancesOf(points: readonly Point[]): Float64Array {
  return Float64Array.from(
    points.flatMap(([x, y]) => points.map(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY))),
  );
}

function grow(points: readonly Point[]) {
  return averageLinkage(distancesOf(points), points.length);
}

const points: readonly Point[] = [
  [0, 0],
  [1, 0],
  [0, 2],
  [5, 5],
  [6, 5],
  [5, 8],
  [12, 0],
];

describe('average linkage', () => {
  test('gives what SciPy gives', () => {
    // scipy.cluster.hierarchy.linkage(pdist(points), 'average') of SciPy 1.17.1
    const expected = [
      [0, 1, 1, 2],
      [3, 4, 1, 2],
      [2, 7, 2.11803399, 3],
      [5, 8, 3.08113883, 3],
      [9, 10, 7.45368534, 6],
      [6, 11, 10.36804097, 7],
    ];
    grow(points).forEach(({ first, second, height, size }, step) => {
      expect([first, second, size]).toEqual([expected[step]![0], expected[step]![1], expected[step]![3]]);
      expect(height).toBeCloseTo(expected[step]![2]!, 8);
    });
  });

  test('joins at each step two clusters of the smallest mean distance, worked out anew', () => {
    const coordinate = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 14 }), (cloud) => {
        const distances = distancesOf(cloud);
        const between = (a: readonly number[], b: readonly number[]) =>
          a
            .flatMap((one) => b.map((other) => distances[one * cloud.length + other]!))
            .reduce((x, y) => x + y, 0) /
          (a.length * b.length);
        const clusters = new Map(cloud.map((_, leaf) => [leaf, [leaf]]));
        grow(cloud).forEach(({ first, second, height, size }, step) => {
          const all = [...clusters];
          const least = Math.min(
            ...all.flatMap(([key, one]) =>
              all.flatMap(([other, two]) => (key < other ? [between(one, two)] : [])),
            ),
          );
          const [one, two] = [clusters.get(first)!, clusters.get(second)!];
          expect(height).toBeCloseTo(least, 6);
          expect(height).toBeCloseTo(between(one, two), 6);
          clusters.delete(first);
          clusters.delete(second);
          clusters.set(cloud.length + step, [...one, ...two]);
          expect(size).toBe(one.length + two.length);
        });
      }),
    );
  });

  test('of one picture is no step', () => {
    expect(averageLinkage(new Float64Array(1), 1)).toEqual([]);
  });
});

describe('cutting the tree', () => {
  const merges = grow(points);

  test('gives so many groups, the largest first', () => {
    expect(cutTree(merges, 7, 3)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(cutTree(merges, 7, 1)).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
    expect(cutTree(merges, 7, 7)).toHaveLength(7);
  });

  test('nests: with fewer groups whole groups are joined', () => {
    for (let groups = 2; groups <= 7; groups++) {
      const fewer = cutTree(merges, 7, groups - 1);
      for (const group of cutTree(merges, 7, groups)) {
        expect(fewer.some((larger) => group.every((leaf) => larger.includes(leaf)))).toBe(true);
      }
    }
  });

  test('is natural before the largest rise', () => {
    // Rises before 2, 3, 4 groups: 10.37/7.45, 7.45/3.08, 3.08/2.12.
    expect(naturalGroupCount(merges, 2, 8)).toBe(3);
  });

  test('of pictures that are all the same is into the fewest', () => {
    const same = averageLinkage(new Float64Array(16), 4);
    expect(naturalGroupCount(same, 2, 8)).toBe(2);
  });
});
