import type { Sign, ValueRange } from './display.ts';
import type { Grid } from './grid.ts';
import { zeroGrid } from './grid.ts';
import { signStep } from './sign.ts';

/**
 * Steps 1 and 2 of docs/mathematics.md "From map to picture": (value − min)/(max − min) of the signed
 * values, clamped to [0, 1]. With sign `signed` and a range about zero, 0.5 stands for zero.
 *
 * @param range the values that 0 and 1 stand for: the map's own (`signedRange`) or one shared by several.
 * @returns a new grid of the same size; a range without extent gives zeros, never NaN.
 */
export function rescale(map: Grid, sign: Sign, range: ValueRange): Grid {
  const result = zeroGrid(map.width, map.height);
  const extent = range.max - range.min;
  if (!(extent > 0)) return result;
  const { direction, floor } = signStep(sign);
  for (let index = 0; index < result.data.length; index++) {
    const scaled = (Math.max(direction * map.data[index]!, floor) - range.min) / extent;
    result.data[index] = Math.min(Math.max(scaled, 0), 1);
  }
  return result;
}
