import type { RgbPixels } from '../pixels.ts';

/** A region of a picture of the same size, row-major: a pixel belongs to it where the number is not 0. */
export interface PixelRegion {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Whether the region is what is hidden, or all that is left. */
export type Part = 'hide' | 'keep';

/**
 * The picture with a region replaced, or with everything but the region replaced, by the same pixels of another
 * picture. The border is hard: a pixel is one or the other.
 */
export function replaceRegion(
  picture: RgbPixels,
  filled: RgbPixels,
  region: PixelRegion,
  part: Part,
): RgbPixels {
  const data = picture.data.slice();
  for (let pixel = 0; pixel < region.data.length; pixel++) {
    const isInside = region.data[pixel] !== 0;
    if (isInside !== (part === 'hide')) continue;
    data.set(filled.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 3);
  }
  return { width: picture.width, height: picture.height, data };
}
