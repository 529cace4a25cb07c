import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { simplifyLine } from '../../../cam/region/simplifyLine.ts';
import type { PhotoRegion } from '../../../image/pixels.ts';

/** What the user drew on a picture: the box, and what was painted into and out of the hot region. */
export interface Marks {
  readonly box: PhotoRegion | null;
  readonly strokes: readonly Stroke[];
}

export const noMarks: Marks = { box: null, strokes: [] };

export function isMarked({ box, strokes }: Marks): boolean {
  return box !== null || strokes.length > 0;
}

/** Each is replayed when the threshold moves; nobody paints more by hand. */
export const mostStrokes = 500;

/** Share of the brush's radius by which a line may stray when it is made shorter. */
const strayShare = 0.1;

/** The same with fewer points: what a link has room for, and the eye takes for the same. */
export function simplifyStrokes(strokes: readonly Stroke[]): readonly Stroke[] {
  return strokes.map(({ adds, shape }) =>
    shape.kind === 'rectangle'
      ? { adds, shape }
      : { adds, shape: { ...shape, points: simplifyLine(shape.points, strayShare * shape.radius) } },
  );
}

/**
 * The same marks in other units, e.g. shares of the photo instead of its pixels: a link may carry a copy of another
 * size. Radii go with the width.
 */
export function scaleMarks({ box, strokes }: Marks, x: number, y: number): Marks {
  const scaleRegion = (region: PhotoRegion): PhotoRegion => ({
    x: region.x * x,
    y: region.y * y,
    width: region.width * x,
    height: region.height * y,
  });
  return {
    box: box && scaleRegion(box),
    strokes: strokes.map(({ adds, shape }) => ({
      adds,
      shape:
        shape.kind === 'rectangle'
          ? { ...shape, area: scaleRegion(shape.area) }
          : {
              ...shape,
              radius: shape.radius * x,
              points: shape.points.map((point) => ({ x: point.x * x, y: point.y * y })),
            },
    })),
  };
}

/** In whole pixels; null where nothing of the box lies on the photo. */
export function cutToPhoto(
  box: PhotoRegion,
  photo: { readonly width: number; readonly height: number },
): PhotoRegion | null {
  const x = Math.max(0, Math.round(box.x));
  const y = Math.max(0, Math.round(box.y));
  const right = Math.min(photo.width, Math.round(box.x + box.width));
  const bottom = Math.min(photo.height, Math.round(box.y + box.height));
  const region = { x, y, width: right - x, height: bottom - y };
  // Also refuses numbers that are none.
  return region.width > 0 && region.height > 0 ? region : null;
}
