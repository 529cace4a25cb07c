import { seenRegion } from '../fit.ts';
import type { ReadFrame, ReadFrameParams } from '../pictureApi.ts';
import { makeDisplayBitmap, readInput } from './readBitmap.ts';

/**
 * Reads a frame by the very steps that a photo goes through once it is decoded, so that a frame that is kept as a PNG
 * gives the same maps. The bitmap becomes the one for the screen where it is small enough, else it is closed.
 */
export function readFrame(params: ReadFrameParams): ReadFrame {
  const { bitmap, inputWidth, inputHeight, fit, displayLimit } = params;
  const { width, height } = bitmap;
  const seen = seenRegion(width, height, inputWidth, inputHeight, fit);
  const { input } = readInput(bitmap, seen, inputWidth, inputHeight, false);
  const display = makeDisplayBitmap(bitmap, displayLimit, false);
  if (display !== bitmap) bitmap.close();
  return { width, height, input, seen, display };
}
