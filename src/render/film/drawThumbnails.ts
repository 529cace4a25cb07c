/**
 * The filmstrip: many small heat maps on one canvas. They appear a few per frame, those asked for first
 * coming first, and one that is painted is not painted again until its map, colours or photo change.
 */
import type { Grid } from '../../cam/map/grid.ts';
import type { ScenePhoto } from '../api.ts';
import type { Colours } from '../paint/colourMaps.ts';
import { createHeatMapPainter } from '../paint/paintHeatMap.ts';
import { createFrameLoop, type FrameClock } from '../time/frameLoop.ts';

/** One picture of the strip; null is left as the bare photo (or empty without one). */
export type ThumbnailMap = { readonly grid: Grid; readonly colours: Colours } | null;

export interface ThumbnailStripContent {
  /** Its seen region is drawn into each square, as the model is given it. */
  readonly photo: ScenePhoto | null;
  readonly count: number;
  /** Asked for when a place's turn comes, so that making the maps is spread over frames like painting them. */
  mapAt(place: number): ThumbnailMap;
  /** Side of a thumbnail and the distance to the next, in CSS pixels. */
  readonly size: number;
  readonly gap: number;
  readonly opacity: number;
  readonly smooth: boolean;
  /** Position from which painting spreads to both sides; give the one in view. */
  readonly first: number;
  /**
   * How far from `first` places are painted, in places. Farther ones stay as they are; with another photo or size they
   * are empty.
   */
  readonly reach: number;
  readonly pixelRatio: number;
}

export interface ThumbnailStrip {
  /** Shows this from now on; repaints only what differs. Maps are compared by identity. */
  show(content: ThumbnailStripContent): void;
  dispose(): void;
}

/** No frame paints for longer than this (the last thumbnail may end a little later). */
const BUDGET_MS = 5;

/** Browsers refuse canvases with a longer side than this; a longer strip gets fewer pixels instead. */
const LONGEST_CANVAS = 16384;

/**
 * Paints thumbnails side by side into `canvas`, which gets its size (also its CSS size) from the content.
 * Throws an Error where the browser gives no 2D context.
 */
export function createThumbnailStrip(canvas: HTMLCanvasElement, clock?: FrameClock): ThumbnailStrip {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser gives no 2D canvas');
  const nowMs = clock?.nowMs ?? (() => performance.now());
  const stamp = createStamp();
  let content: ThumbnailStripContent | null = null;
  /** What each place shows, so that the same is not painted twice. */
  let painted: (ThumbnailMap | undefined)[] = [];
  let photoTile: HTMLCanvasElement | null = null;
  let waiting: number[] = [];

  const loop = createFrameLoop(() => {
    const endMs = nowMs() + BUDGET_MS;
    while (waiting.length > 0 && nowMs() < endMs) paintPlace(waiting.shift()!);
    return waiting.length > 0;
  }, clock);

  function paintPlace(place: number): void {
    if (!content || !context) return;
    const map = content.mapAt(place);
    if (sameMap(painted[place], map)) return;
    const step = (content.size + content.gap) * scaleOf(content);
    const side = sideOf(content);
    const x = Math.round(place * step);
    context.clearRect(x, 0, side, side);
    if (photoTile) context.drawImage(photoTile, x, 0);
    if (map) {
      context.globalAlpha = photoTile ? content.opacity : 1;
      context.imageSmoothingEnabled = content.smooth;
      context.imageSmoothingQuality = 'medium';
      context.drawImage(stamp(map, content.smooth, side), x, 0, side, side);
      context.globalAlpha = 1;
    }
    painted[place] = map;
  }

  return {
    show(next) {
      if (!content || !sameLook(content, next)) {
        const stripWidth = next.count * (next.size + next.gap) - next.gap;
        canvas.width = Math.max(1, Math.round(stripWidth * scaleOf(next)));
        canvas.height = sideOf(next);
        Object.assign(canvas.style, { width: `${stripWidth}px`, height: `${next.size}px` });
        photoTile = next.photo && drawTile(next.photo, sideOf(next));
        painted = [];
      }
      content = next;
      waiting = outwards(next.first, next.count, next.reach);
      if (waiting.length > 0) loop.invalidate();
    },
    dispose() {
      loop.dispose();
      canvas.width = canvas.height = 0;
    },
  };
}

/** Device pixels per CSS pixel, as far as the browser's largest canvas allows. */
function scaleOf(content: ThumbnailStripContent): number {
  const stripWidth = content.count * (content.size + content.gap);
  return stripWidth > 0 ? Math.min(content.pixelRatio, LONGEST_CANVAS / stripWidth) : content.pixelRatio;
}

function sideOf(content: ThumbnailStripContent): number {
  return Math.max(1, Math.round(content.size * scaleOf(content)));
}

function sameLook(a: ThumbnailStripContent, b: ThumbnailStripContent): boolean {
  return (
    a.photo === b.photo &&
    a.count === b.count &&
    a.size === b.size &&
    a.gap === b.gap &&
    a.opacity === b.opacity &&
    a.smooth === b.smooth &&
    a.pixelRatio === b.pixelRatio
  );
}

function sameMap(a: ThumbnailMap | undefined, b: ThumbnailMap): boolean {
  return a !== undefined && a?.grid === b?.grid && a?.colours === b?.colours;
}

/** The positions below `count` that are no farther from `first` than `reach`, near ones first. */
function outwards(first: number, count: number, reach: number): number[] {
  const distance = (position: number) => Math.abs(position - first);
  return Array.from({ length: count }, (_, position) => position)
    .filter((position) => distance(position) <= reach)
    .sort((a, b) => distance(a) - distance(b));
}

function drawTile(photo: ScenePhoto, side: number): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = tile.height = side;
  const context = tile.getContext('2d');
  if (!context) return tile;
  // The bitmap may be smaller than the photo whose pixels the region counts.
  const scaleX = photo.bitmap.width / photo.width;
  const scaleY = photo.bitmap.height / photo.height;
  const { x, y, width, height } = photo.seen;
  context.imageSmoothingQuality = 'high';
  context.drawImage(photo.bitmap, x * scaleX, y * scaleY, width * scaleX, height * scaleY, 0, 0, side, side);
  return tile;
}

/** Colours one map onto a canvas that is used again for the next one. */
function createStamp(): (map: NonNullable<ThumbnailMap>, smooth: boolean, side: number) => HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const paint = createHeatMapPainter();
  return ({ grid, colours }, smooth, side) => {
    // A fine map is painted in full and then shrunk with filtering, else its details would flicker.
    const raster = paint({ from: grid, to: null, blend: 0, colours, smooth }, Math.max(side, grid.width));
    if (!raster || !context) return canvas;
    if (canvas.width !== raster.width) canvas.width = raster.width;
    if (canvas.height !== raster.height) canvas.height = raster.height;
    context.putImageData(new ImageData(raster.data, raster.width, raster.height), 0, 0);
    return canvas;
  };
}
