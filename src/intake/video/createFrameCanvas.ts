import { Failure } from '../../lib/failure.ts';
import { givenSize } from './givenSize.ts';

type Context = OffscreenCanvasRenderingContext2D;

/** Where frames become bitmaps. */
export interface FrameCanvas {
  /** @param paint covers the canvas, whose size it is given */
  toBitmap(paint: (context: Context, width: number, height: number) => void): ImageBitmap;
}

/**
 * A canvas for a video's frames, in the size in which they are given out. It lies in the processor's memory, as do its
 * bitmaps: the network's input is made there, and to read a frame back from a graphics processor takes longer than to
 * explain it.
 */
export function createFrameCanvas(videoWidth: number, videoHeight: number): FrameCanvas {
  const { width, height } = givenSize(videoWidth, videoHeight);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Failure('outOfMemory', 'no canvas for the frames of a video');
  context.imageSmoothingQuality = 'high';
  return {
    toBitmap(paint) {
      paint(context, width, height);
      return canvas.transferToImageBitmap();
    },
  };
}
