/** What is refused before anything is decoded, and why: a small file can unpack to gigabytes. */
import { Failure } from '../lib/failure.ts';

const MAX_FILE_BYTES = 200e6;

/** For a format whose header does not tell the size of the picture. */
export const MAX_UNMEASURED_FILE_BYTES = 30e6;

/** Cameras sold as "50 megapixels" write up to 8192 × 6144 = 50.3 million, hence the binary mega. */
const MAX_MEGAPIXELS = 50;

/** For phones: a Safari canvas holds 16 × 2²⁰ pixels there. */
const MAX_MEGAPIXELS_SMALL_DEVICE = 16;

/** Longest side of a canvas that every browser grants. */
const MAX_SIDE = 16_384;

const PIXELS_PER_MEGAPIXEL = 2 ** 20;

/** Throws `pictureEmpty` for no bytes and `pictureTooManyBytes` above `limitBytes`. */
export function checkFileSize(sizeBytes: number, limitBytes: number = MAX_FILE_BYTES): void {
  if (sizeBytes === 0) throw new Failure('pictureEmpty', 'the file has no bytes');
  if (sizeBytes > limitBytes) {
    throw new Failure('pictureTooManyBytes', `${sizeBytes} bytes, at most ${limitBytes}`, {
      sizeMegabytes: Math.ceil(sizeBytes / 1e6),
      limitMegabytes: limitBytes / 1e6,
    });
  }
}

/** Throws `pictureTooManyPixels` where the area or a side of a width × height picture is too large. */
export function checkPixelCount(width: number, height: number, smallDevice: boolean): void {
  const limitMegapixels = smallDevice ? MAX_MEGAPIXELS_SMALL_DEVICE : MAX_MEGAPIXELS;
  const isTooLarge = width * height > limitMegapixels * PIXELS_PER_MEGAPIXEL;
  if (isTooLarge || width > MAX_SIDE || height > MAX_SIDE) {
    throw new Failure('pictureTooManyPixels', `${width} × ${height} pixels`, {
      width,
      height,
      limitMegapixels,
      limitSide: MAX_SIDE,
    });
  }
}

/** Area of an 8K video, with a little room for odd shapes. */
const MAX_VIDEO_MEGAPIXELS = 36;

/** Throws `videoTooManyPixels` where a frame would be larger than 8K. */
export function checkVideoSize(width: number, height: number): void {
  const isTooLarge = width * height > MAX_VIDEO_MEGAPIXELS * PIXELS_PER_MEGAPIXEL;
  if (isTooLarge || width > MAX_SIDE || height > MAX_SIDE) {
    throw new Failure('videoTooManyPixels', `${width} × ${height} pixels`, {
      width,
      height,
      limitMegapixels: MAX_VIDEO_MEGAPIXELS,
      limitSide: MAX_SIDE,
    });
  }
}
