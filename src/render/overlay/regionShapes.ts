/** The border of a region as lines and as areas. Pure. */
import type { Grid } from '../../cam/map/grid.ts';
import { contourLines, type Polyline } from './contourLines.ts';

/** In grid coordinates, as {@link Polyline} has them. */
export interface RegionShapes {
  /** Closed, and along the grid's border where the region reaches it: fill them by the even-odd rule. */
  readonly areas: readonly Polyline[];
  /** What parts inside from outside; ends at the grid's border, where there is nothing to part. */
  readonly lines: readonly Polyline[];
}

/** Far enough below zero for any field, whose values are differences of numbers in [0, 1]. */
const OUTSIDE = -4;
/** Cells around the field: one repeats the border, so that the region reaches it, and one closes it. */
const MARGIN = 2;

/** @param field inside where ≥ 0. */
export function regionShapes(field: Grid): RegionShapes {
  const hold = (value: number, limit: number) => Math.min(limit, Math.max(0, value - MARGIN));
  const areas = contourLines(surrounded(field), 0).map((points) =>
    points.map((value, index) => hold(value, index % 2 === 0 ? field.width : field.height)),
  );
  return { areas, lines: contourLines(field, 0) };
}

function surrounded({ width, height, data }: Grid): Grid {
  const columns = width + 2 * MARGIN;
  const rows = height + 2 * MARGIN;
  const result = new Float32Array(columns * rows).fill(OUTSIDE);
  for (let row = 1; row < rows - 1; row++) {
    const source = Math.min(height - 1, Math.max(0, row - MARGIN)) * width;
    for (let column = 1; column < columns - 1; column++) {
      const from = Math.min(width - 1, Math.max(0, column - MARGIN));
      result[row * columns + column] = data[source + from]!;
    }
  }
  return { width: columns, height: rows, data: result };
}

/** Answers for the latest field without working it out again. */
export function createRegionShapes(): (field: Grid) => RegionShapes {
  let latest: { readonly field: Grid; readonly shapes: RegionShapes } | null = null;
  return (field) => {
    if (latest?.field !== field) latest = { field, shapes: regionShapes(field) };
    return latest.shapes;
  };
}
