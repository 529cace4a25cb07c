import type { PhotoRegion, RgbPixels } from '../pixels.ts';
import { placeOverWhite } from '../placeOverWhite.ts';
import { createBilinearResampler } from '../resample/resample.ts';
import { createCanvas, freeCanvas } from './canvas.ts';

/** Pixels of a photo that are read back at a time: 512 KiB, which stay in the processor's cache. */
const BAND_PIXELS = 2 ** 17;

export interface BitmapInput {
  readonly input: RgbPixels;
  /** Whether a pixel was transparent in the part that was read. */
  readonly isTransparent: boolean;
}

/**
 * The model's input: `region` of the bitmap over white, resized to width × height exactly as Pillow
 * does. Reads the bitmap in bands of rows, so that a large photo is not held in memory twice.
 */
export function readInput(
  bitmap: ImageBitmap,
  region: PhotoRegion,
  width: number,
  height: number,
  mayBeTransparent: boolean,
): BitmapInput {
  const resampler = createBilinearResampler(bitmap.width, bitmap.height, region, width, height);
  const { firstRow, endRow } = resampler;
  const bandHeight = Math.min(endRow - firstRow, Math.max(1, Math.floor(BAND_PIXELS / bitmap.width)));
  const { canvas, context } = createCanvas(bitmap.width, bandHeight, { willReadFrequently: true });
  // Replaces what the band before left behind, transparent pixels included.
  context.globalCompositeOperation = 'copy';
  let isTransparent = false;
  for (let y = firstRow; y < endRow; y += bandHeight) {
    const rows = Math.min(bandHeight, endRow - y);
    context.drawImage(bitmap, 0, y, bitmap.width, rows, 0, 0, bitmap.width, rows);
    const band = context.getImageData(0, 0, bitmap.width, rows);
    if (mayBeTransparent) isTransparent = placeOverWhite(band.data) || isTransparent;
    resampler.pushRows(band, y);
  }
  freeCanvas(canvas);
  return { input: resampler.finish(), isTransparent };
}

/**
 * A new bitmap for the screen whose longer side is at most `limit` pixels, over white. A bitmap that is small enough is
 * drawn again all the same: WebKit refuses to upload one to WebGL that its decoder made in a worker (INVALID_VALUE, and
 * the photo stays black), and takes those of a canvas in main memory.
 */
export function makeDisplayBitmap(bitmap: ImageBitmap, limit: number): ImageBitmap {
  const scale = displayScale(bitmap, limit);
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  // Frequent reading keeps the canvas off the graphics card: the decoded photo is in main memory, and
  // sending all of it over costs more than reducing it where it is.
  const { canvas, context } = createCanvas(width, height, { alpha: false, willReadFrequently: true });
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const display = canvas.transferToImageBitmap();
  freeCanvas(canvas);
  return display;
}

/** Whether a bitmap is no larger than the screen wants it. */
export function fitsDisplay(bitmap: ImageBitmap, limit: number): boolean {
  return displayScale(bitmap, limit) === 1;
}

/** In (0, 1]: a small photo is not enlarged. */
function displayScale({ width, height }: ImageBitmap, limit: number): number {
  return Math.min(1, limit / Math.max(width, height));
}
