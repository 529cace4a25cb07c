import { Failure } from '../../lib/failure.ts';

/** The part of the platform's settings that is used here; the worker library has no type for them. */
interface CanvasSettings {
  readonly alpha?: boolean;
  readonly willReadFrequently?: boolean;
}

interface Canvas {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/**
 * A canvas and its context.
 *
 * @throws Failure `featureMissing` where workers have none, `outOfMemory` where the browser grants none of that size
 */
export function createCanvas(width: number, height: number, settings: CanvasSettings): Canvas {
  if (typeof OffscreenCanvas === 'undefined') {
    throw new Failure('featureMissing', 'no OffscreenCanvas in workers', { feature: 'offscreenCanvas' });
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', settings);
  if (context === null) throw new Failure('outOfMemory', `no canvas of ${width} × ${height}`);
  return { canvas, context };
}

/** Gives the pixels back at once; the collector would take its time. */
export function freeCanvas(canvas: OffscreenCanvas): void {
  canvas.width = 0;
  canvas.height = 0;
}
