import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grid } from '../../cam/map/grid.ts';
import { contourLines } from './contourLines.ts';

function grid(width: number, values: readonly number[]): Grid {
  return { width, height: values.length / width, data: Float32Array.from(values) };
}

/** The points of a line as a sorted list, since a line may start anywhere and run either way. */
function pointsOf(line: readonly number[]): string[] {
  const points: string[] = [];
  for (let index = 0; index < line.length; index += 2) points.push(`${line[index]} ${line[index + 1]}`);
  return points.sort();
}

describe('contour lines', () => {
  test('are absent where the grid is flat, also at exactly the level, or empty', () => {
    expect(contourLines(grid(2, [0.5, 0.5, 0.5, 0.5]), 0.5)).toEqual([]);
    expect(contourLines(grid(2, [0, 0, 0, 0]), 0.5)).toEqual([]);
    expect(contourLines({ width: 0, height: 0, data: new Float32Array(0) }, 0.5)).toEqual([]);
  });

  test('part two columns by a straight line from border to border, where the value is the level', () => {
    const [line = [], ...others] = contourLines(grid(2, [0, 1, 0, 1]), 0.25);
    expect(others).toEqual([]);
    expect(pointsOf(line)).toEqual(['0.75 0', '0.75 0.5', '0.75 1.5', '0.75 2']);
    expect([line[1], line.at(-1)].sort()).toEqual([0, 2]);
  });

  test('go around a single high cell and close', () => {
    const [line = [], ...others] = contourLines(grid(3, [0, 0, 0, 0, 1, 0, 0, 0, 0]), 0.5);
    expect(others).toEqual([]);
    expect(line.slice(0, 2)).toEqual(line.slice(-2));
    expect(pointsOf(line.slice(2))).toEqual(['1 1.5', '1.5 1', '1.5 2', '2 1.5']);
  });

  test('join the high corners of a saddle whose middle is high, and part them where it is low', () => {
    const cornersIn = (low: number, high: number) => {
      const lines = contourLines(grid(2, [high, low, low, high]), 0.5);
      return lines.map((line) => {
        let [x, y] = [0, 0];
        for (let index = 0; index < line.length; index += 2) {
          x += line[index]! / (line.length / 2);
          y += line[index + 1]! / (line.length / 2);
        }
        return x < 1 === y < 1 ? 'around a high corner' : 'around a low corner';
      });
    };
    expect(cornersIn(0.3, 0.9)).toEqual(['around a low corner', 'around a low corner']);
    expect(cornersIn(0.1, 0.7)).toEqual(['around a high corner', 'around a high corner']);
  });

  test('all either close or end on the border, on any grid', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(values, (data) => {
        const onBorder = (x: number, y: number) => x === 0 || y === 0 || x === 5 || y === 4;
        for (const line of contourLines(grid(5, data), 0.5)) {
          const [startX = -1, startY = -1] = line;
          const [endX = -1, endY = -1] = line.slice(-2);
          const closed = startX === endX && startY === endY;
          expect(closed || (onBorder(startX, startY) && onBorder(endX, endY))).toBe(true);
        }
      }),
    );
  });

  test('cross each edge of the raster between unlike values exactly once', () => {
    const data = [0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1];
    const points = contourLines(grid(4, data), 0.5).flatMap((line) => {
      const closed = line[0] === line.at(-2) && line[1] === line.at(-1);
      return pointsOf(closed ? line.slice(2) : line);
    });
    expect(new Set(points).size).toBe(points.length);
    expect(points.filter((point) => point === '1 0.5')).toHaveLength(1);
  });
});
