/**
 * A field of numbers on a raster, row-major: the value of row y, column x is `data[y * width + x]`.
 * Raw maps are grids in the units of (score × activation), signed; after `rescale` a grid lies in [0, 1].
 */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A new grid of zeros. */
export function zeroGrid(width: number, height: number): Grid {
  // Fresh memory that is first read, as a sum does, costs twice when it is then written: the system shares one page of
  // zeros, and has to stop the page's other threads, the engine's too, when it replaces it.
  return { width, height, data: new Float32Array(width * height).fill(0) };
}

/** One place of a grid: `column` to the right, `row` down, both from 0. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}
