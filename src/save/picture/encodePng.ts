import { Failure } from '../../lib/failure.ts';
import { withPngRecipe } from '../png/pngRecipe.ts';
import type { Recipe } from '../recipe.ts';

/**
 * A canvas of the given size with its context. Throws the failure `drawingFailed` where the browser gives none: it is
 * too large, or memory is short.
 */
export function createDrawing(
  width: number,
  height: number,
): { readonly canvas: OffscreenCanvas; readonly context: OffscreenCanvasRenderingContext2D } {
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context !== null) return { canvas, context };
  } catch (error) {
    throw drawingFailed(width, height, error);
  }
  throw drawingFailed(width, height, null);
}

/** A drawing as a PNG with the recipe in it. Rejects with `drawingFailed` where the browser gives no file. */
export async function encodePng(
  canvas: Pick<OffscreenCanvas, 'width' | 'height' | 'convertToBlob'>,
  recipe: Recipe | null,
): Promise<Blob> {
  const { width, height } = canvas;
  const png = await canvas.convertToBlob({ type: 'image/png' }).catch((error: unknown) => {
    throw drawingFailed(width, height, error);
  });
  // A canvas that could not be held in memory gives an empty file in some browsers.
  if (png.size === 0) throw drawingFailed(width, height, null);
  if (recipe === null) return png;
  const bytes = withPngRecipe(new Uint8Array(await png.arrayBuffer()), recipe);
  return new Blob([bytes], { type: 'image/png' });
}

/** Gives the memory back without waiting for the garbage collection. */
export function freeDrawing(canvas: OffscreenCanvas): void {
  canvas.width = canvas.height = 0;
}

function drawingFailed(width: number, height: number, cause: unknown): Failure {
  const facts = { width, height };
  return new Failure('drawingFailed', `no picture of ${width} × ${height} pixels`, facts, { cause });
}
