import type { Grid } from './grid.ts';
import { zeroGrid } from './grid.ts';

/** For each position along the new axis: its two neighbours on the old one, and how far it is to the second. */
export interface AxisTable {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

/**
 * Bilinear resize with half-pixel centres (align_corners = false), edges repeated; no antialiasing when
 * it shrinks. docs/mathematics.md "From map to picture", step 3. Linear: resize(a + b) = resize(a) + resize(b).
 *
 * @returns a new grid of `width` × `height`, also where the size is the same; zeros if the source has no cells.
 */
export function resize(source: Grid, width: number, height: number): Grid {
  const result = zeroGrid(width, height);
  if (source.data.length === 0) return result;
  const columns = axisTable(source.width, width);
  const rows = axisTable(source.height, height);
  // Each needed source row is stretched once; neighbouring result rows share the two they lie between.
  const stretched = new Map<number, Float32Array>();
  const stretchedRow = (row: number): Float32Array => {
    let values = stretched.get(row);
    if (values === undefined) {
      values = stretchRow(source.data.subarray(row * source.width, (row + 1) * source.width), columns);
      stretched.set(row, values);
    }
    return values;
  };
  for (let row = 0; row < height; row++) {
    const upper = stretchedRow(rows.first[row]!);
    const lower = stretchedRow(rows.second[row]!);
    const share = rows.share[row]!;
    const start = row * width;
    for (let column = 0; column < width; column++) {
      const value = upper[column]!;
      result.data[start + column] = value + (lower[column]! - value) * share;
    }
  }
  return result;
}

/** The neighbours of `length` positions along an axis of `sourceLength` cells, both at least 1. */
export function axisTable(sourceLength: number, length: number): AxisTable {
  const table = {
    first: new Int32Array(length),
    second: new Int32Array(length),
    share: new Float32Array(length),
  };
  for (let index = 0; index < length; index++) {
    const position = Math.max(0, ((index + 0.5) * sourceLength) / length - 0.5);
    const first = Math.min(Math.floor(position), sourceLength - 1);
    table.first[index] = first;
    table.second[index] = Math.min(first + 1, sourceLength - 1);
    table.share[index] = position - first;
  }
  return table;
}

function stretchRow(values: Float32Array, { first, second, share }: AxisTable): Float32Array {
  const result = new Float32Array(first.length);
  for (let index = 0; index < result.length; index++) {
    const value = values[first[index]!]!;
    result[index] = value + (values[second[index]!]! - value) * share[index]!;
  }
  return result;
}
