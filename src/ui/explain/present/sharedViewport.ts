/** One viewport for both stages: the whole photo until somebody zooms, then what they chose. */
import type { Viewport } from '../../../render/api.ts';
import {
  clampViewport,
  fitViewport,
  type Point,
  panBy,
  type Size,
  zoomAt,
  zoomLimits,
} from '../../../render/stage/viewport.ts';
import { createObservable, type Observable } from './observable.ts';

export interface SharedViewport {
  /** What to draw with now. */
  get(): Viewport;
  /** CSS size of a stage; both have the same. */
  readonly canvas: () => Size;
  resize(canvas: Size): void;
  /** Size of the photo on the stages. A photo of another size starts as a whole. */
  setPhoto(photo: Size): void;
  /** Multiplies the scale about a CSS point, or about the middle. */
  zoom(factor: number, about?: Point): void;
  pan(deltaXCss: number, deltaYCss: number): void;
  reset(): void;
  readonly zoomed: Observable<boolean>;
}

export function createSharedViewport(invalidate: () => void): SharedViewport {
  let canvas: Size = { width: 0, height: 0 };
  let photo: Size = { width: 0, height: 0 };
  let chosen: Viewport | null = null;
  const zoomed = createObservable(false);

  function get(): Viewport {
    return chosen ?? fitViewport(photo, canvas);
  }

  function choose(viewport: Viewport | null): void {
    const isWhole = viewport === null || viewport.scale <= zoomLimits(photo, canvas).minScale * 1.001;
    chosen = isWhole ? null : viewport;
    zoomed.set(chosen !== null);
    invalidate();
  }

  return {
    get,
    canvas: () => canvas,
    resize(size) {
      canvas = size;
      choose(chosen === null ? null : clampViewport(chosen, photo, canvas));
    },
    setPhoto(size) {
      if (size.width === photo.width && size.height === photo.height) return;
      photo = size;
      choose(null);
    },
    zoom(factor, about = { x: canvas.width / 2, y: canvas.height / 2 }) {
      choose(zoomAt(get(), about, factor, photo, canvas, zoomLimits(photo, canvas)));
    },
    pan(deltaXCss, deltaYCss) {
      if (chosen !== null) choose(panBy(chosen, deltaXCss, deltaYCss, photo, canvas));
    },
    reset: () => choose(null),
    zoomed,
  };
}
