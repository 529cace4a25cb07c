import type { Sign } from './display.ts';
import { type Grid, zeroGrid } from './grid.ts';

/**
 * A display grid as evidence in [0, 1]: what energy, thresholds and regions are taken from. Of a signed grid, whose zero
 * is ½, that is the evidence for the target; any other is its own evidence, and the same object.
 */
export function evidenceOf(grid: Grid, sign: Sign): Grid {
  if (sign !== 'signed') return grid;
  const evidence = zeroGrid(grid.width, grid.height);
  for (let index = 0; index < evidence.data.length; index++) {
    evidence.data[index] = Math.max(0, 2 * grid.data[index]! - 1);
  }
  return evidence;
}
