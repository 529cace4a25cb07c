import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoPoint } from '../map/coordinates.ts';
import { simplifyLine } from './simplifyLine.ts';

const line = (...pairs: readonly (readonly [number, number])[]): PhotoPoint[] =>
  pairs.map(([x, y]) => ({ x, y }));

test('what lies on the way is left out, corners stay', () => {
  const corner = line([0, 0], [2, 0.5], [5, 0], [10, 0], [10, 4], [10, 10]);
  expect(simplifyLine(corner, 1)).toEqual(line([0, 0], [10, 0], [10, 10]));
  expect(simplifyLine(corner, 0.1)).toEqual(line([0, 0], [2, 0.5], [5, 0], [10, 0], [10, 10]));
});

test('a line that comes back to its start keeps the farthest point', () => {
  expect(simplifyLine(line([0, 0], [3, 0], [6, 0], [3, 0], [0, 0]), 1)).toEqual(line([0, 0], [6, 0], [0, 0]));
});

test('no point is farther from the new line than was allowed, and a second time changes nothing', () => {
  const coordinate = fc.integer({ min: 0, max: 100 });
  const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 40 });
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 20 }), (drawn, tolerance) => {
      const simple = simplifyLine(drawn, tolerance);
      expect(simplifyLine(simple, tolerance)).toEqual(simple);
      for (const { x, y } of drawn) {
        const nearest = simple.map((end, index) => {
          const start = simple[index - 1] ?? end;
          // Along each piece in steps of a hundredth: an oracle without projections.
          const along = Array.from({ length: 101 }, (_, step) => step / 100);
          return Math.min(
            ...along.map((t) =>
              Math.hypot(start.x + t * (end.x - start.x) - x, start.y + t * (end.y - start.y) - y),
            ),
          );
        });
        expect(Math.min(...nearest)).toBeLessThanOrEqual(tolerance + 0.75);
      }
    }),
    { numRuns: 200 },
  );
});
