import type { FramePicture, ReadFrame, ReadFrameParams } from '../pictureApi.ts';
import { seenRegion } from '../resample/fit.ts';
import { createCanvas, freeCanvas } from './canvas.ts';
import { fitsDisplay, makeDisplayBitmap, readInput } from './readBitmap.ts';

/**
 * Reads a frame by the very steps that a photo goes through once it is decoded, so that a frame that is kept as a PNG
 * gives the same maps. Its bitmap becomes the one for the screen where it is small enough, else it is closed.
 */
export function readFrame(params: ReadFrameParams): ReadFrame {
  const { picture, inputWidth, inputHeight, fit, displayLimit } = params;
  const bitmap = drawn(picture);
  const { width, height } = bitmap;
  let display: ImageBitmap | null = null;
  try {
    const seen = seenRegion(width, height, inputWidth, inputHeight, fit);
    const { input } = readInput(bitmap, seen, inputWidth, inputHeight, false);
    // Frames come as bitmaps of the page or of a canvas in main memory, which every browser uploads.
    display = fitsDisplay(bitmap, displayLimit) ? bitmap : makeDisplayBitmap(bitmap, displayLimit);
    return { width, height, input, seen, display };
  } finally {
    if (display !== bitmap) bitmap.close();
  }
}

/** As a bitmap in the processor's memory, where its pixels are wanted next. Closes what it was made of. */
function drawn(picture: FramePicture): ImageBitmap {
  if (picture instanceof ImageBitmap) return picture;
  const { displayWidth: width, displayHeight: height } = picture;
  const { canvas, context } = createCanvas(width, height, { alpha: false, willReadFrequently: true });
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const bitmap = canvas.transferToImageBitmap();
  freeCanvas(canvas);
  return bitmap;
}
