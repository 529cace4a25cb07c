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
  addResized(result, source);
  return result;
}

/** Adds a grid, resized as by {@link resize}, to another; one without cells adds nothing. */
export function addResized(total: Grid, source: Grid): void {
  if (source.data.length === 0) return;
  const { width, height, data } = total;
  const { first, second, share: shares } = axisTable(source.height, height);
  // Each source row is stretched once; result rows lie between two of them.
  const stretched = stretchRows(source, width);
  for (let row = 0, at = 0; row < height; row++) {
    const share = shares[row]!;
    let upper = first[row]! * width;
    let lower = second[row]! * width;
    for (const end = at + width; at < end; at++, upper++, lower++) {
      const value = stretched[upper]!;
      data[at]! += value + (stretched[lower]! - value) * share;
    }
  }
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

/** A grid at another width, row after row. */
function stretchRows({ width: sourceWidth, height, data }: Grid, width: number): Float32Array {
  const { first, second, share } = axisTable(sourceWidth, width);
  const result = new Float32Array(height * width);
  for (let row = 0, at = 0; row < height; row++) {
    const start = row * sourceWidth;
    for (let column = 0; column < width; column++, at++) {
      const value = data[start + first[column]!]!;
      result[at] = value + (data[start + second[column]!]! - value) * share[column]!;
    }
  }
  return result;
}
