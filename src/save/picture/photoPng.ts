import type { Scene } from '../../render/api.ts';
import type { App } from '../../state/explain/app.ts';
import type { ExportedFile, ExportWork } from '../exportKind.ts';
import type { Recipe } from '../recipe.ts';
import type { DrawingContext } from './drawingContext.ts';
import { createDrawing, encodePng, freeDrawing } from './encodePng.ts';
import { withFullPhoto } from './fullPhoto.ts';

export interface PhotoPng {
  /** Of the file, in pixels. */
  readonly width: number;
  readonly height: number;
  /** All of the same photo. */
  readonly scenes: readonly Scene[];
  /** How wide the whole photo is drawn, in pixels. */
  readonly photoWidth: number;
  readonly recipe: Recipe;
  readonly part: string;
  /** Takes `scenes` with as many pixels of the photo as `photoWidth` asks for. */
  draw(context: DrawingContext, scenes: readonly Scene[]): void;
}

/** Draws scenes and makes a PNG of them with its recipe in it. Rejects as an export kind's `run` does. */
export async function makePhotoPng(
  app: App,
  { width, height, scenes, photoWidth, recipe, part, draw }: PhotoPng,
  { signal, onProgress }: ExportWork,
): Promise<ExportedFile> {
  onProgress(0.1);
  const { canvas, context } = createDrawing(width, height);
  try {
    await withFullPhoto(app, scenes, photoWidth, signal, (full) => {
      onProgress(0.4);
      draw(context, full);
    });
    onProgress(0.6);
    const blob = await encodePng(canvas, recipe);
    signal.throwIfAborted();
    return { blob, extension: 'png', part };
  } finally {
    freeDrawing(canvas);
  }
}
