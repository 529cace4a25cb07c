/**
 * The viewport's arithmetic: photo pixels to CSS pixels and back, zoom and pan. Pure. A CSS point is
 * relative to the canvas's upper left corner; x to the right, y down.
 */
import type { Viewport } from '../api.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** CSS pixels per photo pixel, smallest and largest. */
export interface ZoomLimits {
  readonly minScale: number;
  readonly maxScale: number;
}

/** How far one may go beyond the whole photo, and that a photo pixel may always become this large. */
const DEEPEST_ZOOM = 16;
const LARGEST_PIXEL_CSS = 8;

/**
 * The viewport that shows the whole photo, centred, `paddingCss` away from the canvas's edges. A photo or
 * canvas without area (not laid out yet) gives scale 1.
 */
export function fitViewport(photo: Size, canvas: Size, paddingCss = 0): Viewport {
  const centre = { centreX: photo.width / 2, centreY: photo.height / 2 };
  if (photo.width <= 0 || photo.height <= 0) return { scale: 1, ...centre };
  const scale = Math.min(
    (canvas.width - 2 * paddingCss) / photo.width,
    (canvas.height - 2 * paddingCss) / photo.height,
  );
  return { scale: scale > 0 ? scale : 1, ...centre };
}

/** From the whole photo to single photo pixels. */
export function zoomLimits(photo: Size, canvas: Size, paddingCss = 0): ZoomLimits {
  const minScale = fitViewport(photo, canvas, paddingCss).scale;
  return { minScale, maxScale: Math.max(minScale * DEEPEST_ZOOM, LARGEST_PIXEL_CSS) };
}

/**
 * Multiplies the scale by `factor` within `limits`, so that the photo point under `point` stays under it
 * (unless the photo would leave the canvas: see {@link clampViewport}).
 */
export function zoomAt(
  viewport: Viewport,
  point: Point,
  factor: number,
  photo: Size,
  canvas: Size,
  limits: ZoomLimits,
): Viewport {
  const scale = Math.min(limits.maxScale, Math.max(limits.minScale, viewport.scale * factor));
  const held = cssToPhoto(viewport, canvas, point);
  const zoomed = {
    scale,
    centreX: held.x - (point.x - canvas.width / 2) / scale,
    centreY: held.y - (point.y - canvas.height / 2) / scale,
  };
  return clampViewport(zoomed, photo, canvas);
}

/** Moves the picture by CSS pixels, as a drag does. */
export function panBy(
  viewport: Viewport,
  deltaXCss: number,
  deltaYCss: number,
  photo: Size,
  canvas: Size,
): Viewport {
  const moved = {
    scale: viewport.scale,
    centreX: viewport.centreX - deltaXCss / viewport.scale,
    centreY: viewport.centreY - deltaYCss / viewport.scale,
  };
  return clampViewport(moved, photo, canvas);
}

/**
 * Keeps the photo in sight: along an axis where it is smaller than the canvas it is centred, where it is
 * larger its edges stay outside the canvas or on its border.
 */
export function clampViewport(viewport: Viewport, photo: Size, canvas: Size): Viewport {
  return {
    scale: viewport.scale,
    centreX: clampCentre(viewport.centreX, photo.width, canvas.width / viewport.scale),
    centreY: clampCentre(viewport.centreY, photo.height, canvas.height / viewport.scale),
  };
}

function clampCentre(centre: number, photoLength: number, shownLength: number): number {
  if (shownLength >= photoLength) return photoLength / 2;
  const margin = shownLength / 2;
  return Math.min(photoLength - margin, Math.max(margin, centre));
}

/** Where a photo point lies on the canvas. */
export function photoToCss(viewport: Viewport, canvas: Size, point: Point): Point {
  return {
    x: (point.x - viewport.centreX) * viewport.scale + canvas.width / 2,
    y: (point.y - viewport.centreY) * viewport.scale + canvas.height / 2,
  };
}

/** The photo point under a canvas point; may lie outside the photo. The scale is positive by construction. */
export function cssToPhoto(viewport: Viewport, canvas: Size, point: Point): Point {
  return {
    x: (point.x - canvas.width / 2) / viewport.scale + viewport.centreX,
    y: (point.y - canvas.height / 2) / viewport.scale + viewport.centreY,
  };
}
