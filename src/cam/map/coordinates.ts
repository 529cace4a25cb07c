import type { PhotoRegion } from '../../image/pixels.ts';
import type { Cell, Grid } from './grid.ts';

/** A point of the upright photo, in its own pixels: (0, 0) is the upper left corner, not a pixel's centre. */
export interface PhotoPoint {
  readonly x: number;
  readonly y: number;
}

type GridSize = Pick<Grid, 'width' | 'height'>;

/**
 * The map cell under a photo point. A map covers exactly the region of the photo that the model saw,
 * whatever its resolution: docs/mathematics.md "From map to picture", step 3.
 *
 * @returns null outside the seen region; its right and lower edges are already outside.
 */
export function photoToCell(point: PhotoPoint, seen: PhotoRegion, grid: GridSize): Cell | null {
  const column = Math.floor(((point.x - seen.x) / seen.width) * grid.width);
  const row = Math.floor(((point.y - seen.y) / seen.height) * grid.height);
  // Also refuses a region without extent, whose quotients are NaN or infinite.
  const isInside = column >= 0 && column < grid.width && row >= 0 && row < grid.height;
  return isInside ? { column, row } : null;
}
