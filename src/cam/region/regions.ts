import { type Grid, zeroGrid } from '../map/grid.ts';

/**
 * How the values of a grid are distributed over a coarse raster laid over the same picture. A cell that
 * straddles a line is divided in proportion, so a 7×7 map has exact thirds too.
 *
 * @param grid values ≥ 0.
 * @returns `columns` × `rows` shares that sum to 1; zeros if the grid sums to zero.
 */
export function shareByRegion(grid: Grid, columns: number, rows: number): Grid {
  const shares = zeroGrid(columns, rows);
  const columnBands = bandsOf(grid.width, columns);
  const sums = new Float64Array(columns * rows);
  let total = 0;
  bandsOf(grid.height, rows).forEach((rowBand, row) => {
    rowBand.parts.forEach((rowPart, index) => {
      const line = (rowBand.first + index) * grid.width;
      columnBands.forEach(({ first, parts }, column) => {
        const value = rowPart * sumOfParts(grid.data, line + first, parts);
        sums[row * columns + column]! += value;
        total += value;
      });
    });
  });
  if (total > 0) for (let index = 0; index < sums.length; index++) shares.data[index] = sums[index]! / total;
  return shares;
}

/** Σ of the values from `start` on, each times its part. */
function sumOfParts(data: Float32Array, start: number, parts: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < parts.length; index++) sum += data[start + index]! * parts[index]!;
  return sum;
}

interface Band {
  /** The first cell that it touches, and the part of that cell and of those after it that lies in the band, 0–1. */
  readonly first: number;
  readonly parts: Float64Array;
}

/** An axis of so many cells, cut into equal bands. */
function bandsOf(cells: number, bands: number): readonly Band[] {
  return Array.from({ length: bands }, (_, band) => {
    // In units in which a cell is `bands` long and a band `cells` long, all borders are whole numbers.
    const [start, end] = [band * cells, (band + 1) * cells];
    const first = Math.floor(start / bands);
    const parts = Float64Array.from({ length: Math.ceil(end / bands) - first }, (_unused, index) => {
      const cell = (first + index) * bands;
      return (Math.min(end, cell + bands) - Math.max(start, cell)) / bands;
    });
    return { first, parts };
  });
}
