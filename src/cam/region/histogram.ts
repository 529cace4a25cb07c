import type { Grid } from '../map/grid.ts';

/** How many cells fall into each of `bins` equal parts of [0, 1]; 1 counts in the last, what is no number nowhere. */
export function histogram({ data }: Grid, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  for (const value of data) {
    const bin = Math.min(bins - 1, Math.floor(Math.min(1, Math.max(0, value)) * bins));
    if (bin >= 0) counts[bin]! += 1;
  }
  return counts;
}
