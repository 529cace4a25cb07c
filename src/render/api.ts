/**
 * The renderer's contract: types only. A stage is one canvas that shows a photo with a heat map over it.
 * Two implementations draw the same scene: `createCanvasRenderer` (2D; any machine) and
 * `createWebglRenderer` (WebGL2; where a real GPU is). Neither knows React, the store or the engine.
 */
import type { ColourMapId } from '../cam/map/display.ts';
import type { Grid } from '../cam/map/grid.ts';
import type { PhotoRegion } from '../image/pixels.ts';

/** The photo and the part of it that the model saw, which is where the map belongs. */
export interface ScenePhoto {
  readonly bitmap: ImageBitmap;
  /** Upright size of the photo in its own pixels (the bitmap may be smaller). */
  readonly width: number;
  readonly height: number;
  readonly seen: PhotoRegion;
}

/** A part of the photo, and what is made of it. */
export interface SceneRegion {
  /** Over the part of the photo that the model saw, bilinear between cell centres: inside where ≥ 0. */
  readonly field: Grid;
  /** What becomes of the photo outside; null leaves it as it is. */
  readonly cutOut: 'dim' | 'transparent' | null;
  /** Draws the region's border. */
  readonly outline: boolean;
  /** A rectangle in photo pixels. */
  readonly frame: PhotoRegion | null;
}

/** What is drawn. A renderer compares by identity, so scenes and grids are never changed in place. */
export interface Scene {
  readonly photo: ScenePhoto | null;
  /** Values in [0, 1] at the layer's own resolution (0.5 is zero on the diverging map); null draws the bare photo. */
  readonly from: Grid | null;
  /** The map that is faded in; null when `blend` is 0. */
  readonly to: Grid | null;
  /** 0 shows `from`, 1 shows `to`. */
  readonly blend: number;
  /** `diverging` is used for signed maps. */
  readonly colours: ColourMapId | 'diverging';
  readonly opacity: number;
  readonly smooth: boolean;
  readonly contours: boolean;
  /** Marks the peak, so that it is found without colour; photo pixels. */
  readonly peak: { readonly x: number; readonly y: number } | null;
  /** The hot region, where it is shown. */
  readonly region: SceneRegion | null;
  /** Shared by both stages: photo pixels are mapped to CSS pixels by the viewport. */
  readonly viewport: Viewport;
}

/** css = (photo − centre) × scale + canvas centre. */
export interface Viewport {
  /** CSS pixels per photo pixel. */
  readonly scale: number;
  /** The photo point at the middle of the canvas. */
  readonly centreX: number;
  readonly centreY: number;
}

/**
 * Why a stage is drawn by the 2D canvas: there is no graphics device for WebGL, WebGL refused the program, it was slow,
 * it was lost, or a photo that was uploaded to it is not the photo.
 */
export type CanvasReason = 'noDevice' | 'refused' | 'slow' | 'lost' | 'wrongUpload';

export interface StageRenderer {
  readonly kind: 'canvas' | 'webgl';
  /** Draws now. Called from an animation frame, only when something changed. */
  draw(scene: Scene): void;
  /** CSS size and device pixel ratio of the canvas. */
  resize(width: number, height: number, pixelRatio: number): void;
  dispose(): void;
}
