import { Failure } from '../../lib/failure.ts';
import type { Scene } from '../../render/api.ts';
import { createCanvasRenderer } from '../../render/stage/createCanvasRenderer.ts';
import { fitViewport } from '../../render/stage/viewport.ts';

/** A photo of this many pixels is drawn with marks and letters of the sizes that the screen has. */
const REFERENCE_SIDE = 560;

/**
 * Pixels of the file per CSS pixel, for marks and letters: they grow with the picture, and are never smaller than on
 * the screen.
 */
export function pictureRatio(width: number, height: number): number {
  return Math.max(1, Math.sqrt(width * height) / REFERENCE_SIDE);
}

export interface ScenePainter {
  /**
   * Draws a scene so that its whole photo fills width × height pixels. The canvas belongs to the painter, which uses
   * it again for the next scene.
   */
  paint(scene: Scene, width: number, height: number): OffscreenCanvas;
  dispose(): void;
}

/**
 * Paints scenes as the stages show them, with the same renderer.
 * @param ratio Pixels per CSS pixel; from the picture's size when it is missing.
 */
export function createScenePainter(ratio?: number): ScenePainter {
  const canvas = new OffscreenCanvas(1, 1);
  const renderer = makeRenderer(canvas);
  let size = { width: 0, height: 0 };
  return {
    paint(scene, width, height) {
      const pixelRatio = ratio ?? pictureRatio(width, height);
      const css = { width: width / pixelRatio, height: height / pixelRatio };
      if (size.width !== width || size.height !== height) renderer.resize(css.width, css.height, pixelRatio);
      size = { width, height };
      const viewport = scene.photo === null ? scene.viewport : fitViewport(scene.photo, css);
      renderer.draw({ ...scene, viewport });
      return canvas;
    },
    dispose: () => renderer.dispose(),
  };
}

function makeRenderer(canvas: OffscreenCanvas) {
  try {
    return createCanvasRenderer(canvas, { keepsResolution: true });
  } catch (error) {
    throw new Failure('drawingFailed', 'the browser gives no canvas', {}, { cause: error });
  }
}
