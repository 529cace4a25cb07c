import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { photoToCell } from './coordinates.ts';

/** The middle square of a 300 × 100 photo, seen as 7 × 7 cells. */
const seen = { x: 100, y: 0, width: 100, height: 100 };
const grid = { width: 7, height: 7 };

describe('coordinates', () => {
  test('a photo point belongs to the cell that covers it', () => {
    expect(photoToCell({ x: 100, y: 0 }, seen, grid)).toEqual({ column: 0, row: 0 });
    expect(photoToCell({ x: 150, y: 99.9 }, seen, grid)).toEqual({ column: 3, row: 6 });
  });

  test('a point outside the seen region has no cell', () => {
    for (const [x, y] of [
      [99.9, 50],
      [200, 50],
      [150, -0.1],
      [150, 100],
      [Number.NaN, 50],
    ] as const) {
      expect(photoToCell({ x, y }, seen, grid), `${x}, ${y}`).toBeNull();
    }
  });

  test('a region without extent has no cells', () => {
    expect(photoToCell({ x: 5, y: 5 }, { x: 5, y: 5, width: 0, height: 0 }, grid)).toBeNull();
  });

  test('the middle of a cell belongs to that cell', () => {
    const anyLength = fc.integer({ min: 1, max: 225 });
    fc.assert(
      fc.property(anyLength, anyLength, fc.nat(), fc.nat(), (width, height, column, row) => {
        const cell = { column: column % width, row: row % height };
        const middle = {
          x: seen.x + ((cell.column + 0.5) / width) * seen.width,
          y: seen.y + ((cell.row + 0.5) / height) * seen.height,
        };
        expect(photoToCell(middle, seen, { width, height })).toEqual(cell);
      }),
    );
  });
});
