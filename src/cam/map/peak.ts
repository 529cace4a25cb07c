import type { Sign } from './display.ts';
import type { Cell, Grid } from './grid.ts';

/**
 * The cell that stands out most in a display grid (values in [0, 1]): the largest value, or of a signed
 * map the value furthest from its zero, 0.5. Of equals the first in reading order. Null without cells.
 * An empty map has no peak: ask only for maps that show something.
 */
export function peakCell({ width, data }: Grid, sign: Sign): Cell | null {
  let peakIndex = -1;
  let peakStrength = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < data.length; index++) {
    const strength = sign === 'signed' ? Math.abs(data[index]! - 0.5) : data[index]!;
    if (strength > peakStrength) {
      peakStrength = strength;
      peakIndex = index;
    }
  }
  return peakIndex < 0 ? null : { column: peakIndex % width, row: Math.floor(peakIndex / width) };
}
