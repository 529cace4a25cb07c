import { type Grid, zeroGrid } from './grid.ts';

/**
 * How the values of a grid are distributed over a coarse raster laid over the same picture. A cell that
 * straddles a line is divided in proportion, so a 7×7 map has exact thirds too.
 *
 * @param grid values ≥ 0.
 * @returns `columns` × `rows` shares that sum to 1; zeros if the grid sums to zero.
 */
export function shareByRegion(grid: Grid, columns: number, rows: number): Grid {
  const shares = zeroGrid(columns, rows);
  const columnOverlaps = overlaps(grid.width, columns);
  const rowOverlaps = overlaps(grid.height, rows);
  let total = 0;
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      const value = grid.data[y * grid.width + x]!;
      if (value === 0) continue;
      total += value;
      for (const { band: row, part: rowPart } of rowOverlaps[y]!) {
        for (const { band: column, part: columnPart } of columnOverlaps[x]!) {
          shares.data[row * columns + column]! += value * rowPart * columnPart;
        }
      }
    }
  }
  if (total > 0) for (let index = 0; index < shares.data.length; index++) shares.data[index]! /= total;
  return shares;
}

interface Overlap {
  readonly band: number;
  /** The part of the cell that lies in the band, 0–1. */
  readonly part: number;
}

/** For each of `cells` equal parts of an axis, the bands (also equal parts of it) that it touches. */
function overlaps(cells: number, bands: number): Overlap[][] {
  return Array.from({ length: cells }, (_, cell) => {
    // In units in which a cell is `bands` long and a band `cells` long, all borders are whole numbers.
    const start = cell * bands;
    const end = start + bands;
    const touched: Overlap[] = [];
    for (let band = Math.floor(start / cells); band * cells < end; band++) {
      const length = Math.min(end, (band + 1) * cells) - Math.max(start, band * cells);
      touched.push({ band, part: length / bands });
    }
    return touched;
  });
}
