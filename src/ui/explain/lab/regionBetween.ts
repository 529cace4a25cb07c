import type { PhotoRegion } from '../../../image/pixels.ts';
import type { Point, Size } from '../../../render/stage/viewport.ts';

/** The rectangle with two opposite corners, cut to the photo; null where nothing of it lies there. */
export function regionBetween(a: Point, b: Point, photo: Size): PhotoRegion | null {
  const x = Math.max(0, Math.min(a.x, b.x));
  const y = Math.max(0, Math.min(a.y, b.y));
  const width = Math.min(photo.width, Math.max(a.x, b.x)) - x;
  const height = Math.min(photo.height, Math.max(a.y, b.y)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
