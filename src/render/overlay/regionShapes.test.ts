import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grid } from '../../cam/map/grid.ts';
import type { Polyline } from './contourLines.ts';
import { createRegionShapes, regionShapes } from './regionShapes.ts';

function grid(width: number, values: readonly number[]): Grid {
  return { width, height: values.length / width, data: Float32Array.from(values) };
}

/** By the even-odd rule, with a ray to the right. */
function isInside(areas: readonly Polyline[], x: number, y: number): boolean {
  let crossings = 0;
  for (const points of areas) {
    for (let index = 0; index + 3 < points.length; index += 2) {
      const [x0, y0, x1, y1] = [points[index]!, points[index + 1]!, points[index + 2]!, points[index + 3]!];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) crossings += 1;
    }
  }
  return crossings % 2 === 1;
}

describe('the areas of a region', () => {
  test('are closed and hold the middle of every cell inside, and of no other', () => {
    const value = fc.float({ min: -1, max: 1, noNaN: true }).filter((number) => Math.abs(number) > 0.01);
    fc.assert(
      fc.property(fc.array(value, { minLength: 20, maxLength: 20 }), (values) => {
        const { areas } = regionShapes(grid(5, values));
        for (const points of areas) expect(points.slice(0, 2)).toEqual(points.slice(-2));
        for (const [index, one] of values.entries()) {
          // Off the middle by a little: lines through a row of middles cross nothing there.
          const [x, y] = [(index % 5) + 0.5, Math.floor(index / 5) + 0.5];
          expect(isInside(areas, x + 1e-7, y + 1e-7)).toBe(one > 0);
        }
      }),
    );
  });

  test('reach the border of the picture, and cover a picture that is all inside', () => {
    const { areas, lines } = regionShapes(grid(2, [1, 1, 1, 1]));
    for (const [x, y] of [
      [0.01, 0.01],
      [1.99, 0.01],
      [0.01, 1.99],
      [1, 1],
    ] as const) {
      expect(isInside(areas, x, y)).toBe(true);
    }
    expect(lines).toEqual([]);
    expect(Math.min(...areas.flat())).toBe(0);
    expect(Math.max(...areas.flat())).toBe(2);
  });

  test('of nothing are none', () => {
    expect(regionShapes(grid(2, [-1, -1, -0.1, -1]))).toEqual({ areas: [], lines: [] });
  });
});

test('the line lies where the field is zero', () => {
  // From 0.3 at x = ½ to −0.1 at x = 1½ the field is zero at 1¼.
  const { lines } = regionShapes(grid(2, [0.3, -0.1, 0.3, -0.1]));
  const xs = lines.flat().filter((_, index) => index % 2 === 0);
  expect(lines).toHaveLength(1);
  for (const x of xs) expect(x).toBeCloseTo(1.25, 5);
});

test('the same field gives the same shapes', () => {
  const shapesOf = createRegionShapes();
  const field = grid(2, [1, -1, 1, -1]);
  expect(shapesOf(field)).toBe(shapesOf(field));
  expect(shapesOf(grid(2, [1, -1, 1, -1]))).toEqual(shapesOf(field));
});
