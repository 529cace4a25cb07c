/** The part of a map above a threshold: docs/mathematics.md "Mask". Pure. */
import type { Grid } from '../map/grid.ts';

/**
 * A region as a field whose zero is its border: a place is inside where the value is ≥ 0. Between the cells' centres it
 * is bilinear, so the border is smooth at any resolution.
 */
export type RegionField = Grid;

/** {value ≥ threshold}. A float32 difference of near numbers is exact, so no cell changes sides by rounding. */
export function hotRegion({ width, height, data }: Grid, threshold: number): RegionField {
  const level = Math.fround(threshold);
  return { width, height, data: data.map((value) => value - level) };
}

/** Inside the region, in a mask of it; 0 is outside. */
const inside = 255;

/** Which cells belong to the region: 255 for those whose centre does. */
export function regionMask({ width, height, data }: RegionField) {
  return { width, height, data: new Uint8Array(data.map((value) => (value >= 0 ? inside : 0))) };
}

/** The region's share of all cells, 0–1; 0 without cells. */
export function regionShare({ data }: RegionField): number {
  return data.length === 0 ? 0 : data.reduce((count, value) => count + (value >= 0 ? 1 : 0), 0) / data.length;
}

/** A rectangle of cells. */
export interface CellRectangle {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * The bounding box of the largest connected part of the region, cells being connected by their sides; of equally large
 * parts the first in reading order. Null for an empty region.
 */
export function largestPartBounds(region: RegionField): CellRectangle | null {
  const { width, data } = region;
  const seen = new Uint8Array(data.length);
  let largest = 0;
  let bounds: CellRectangle | null = null;
  for (let start = 0; start < data.length; start++) {
    if (seen[start] === 1 || data[start]! < 0) continue;
    const part = floodFrom(start, region, seen);
    if (part.length <= largest) continue;
    largest = part.length;
    bounds = boundsOf(part, width);
  }
  return bounds;
}

function floodFrom(start: number, { width, data }: RegionField, seen: Uint8Array): readonly number[] {
  const part = [start];
  seen[start] = 1;
  const visit = (cell: number) => {
    if (seen[cell] !== 0 || !(data[cell]! >= 0)) return;
    seen[cell] = 1;
    part.push(cell);
  };
  for (let next = 0; next < part.length; next++) {
    const cell = part[next]!;
    const column = cell % width;
    if (column > 0) visit(cell - 1);
    if (column + 1 < width) visit(cell + 1);
    if (cell >= width) visit(cell - width);
    if (cell + width < data.length) visit(cell + width);
  }
  return part;
}

function boundsOf(cells: readonly number[], width: number): CellRectangle {
  let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
  for (const cell of cells) {
    const column = cell % width;
    const row = (cell - column) / width;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  return { column: left, row: top, columns: right - left + 1, rows: bottom - top + 1 };
}
