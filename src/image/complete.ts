/**
 * Whether a file is all there. Browsers differ: some refuse a file that was cut off, some show its
 * upper half over grey, and a model would take the grey for part of the photo.
 */
import { readBmpLayout } from './header/bmp.ts';
import { walkGif } from './header/gif.ts';
import { mediaBoxes } from './header/heifBoxes.ts';
import { END_OF_IMAGE, jpegSegments } from './header/jpeg.ts';
import { viewOf } from './header/pictureHeader.ts';
import { pngChunks } from './header/png.ts';
import type { PictureFormat } from './sniff.ts';

const checks: Readonly<Record<PictureFormat, (bytes: Uint8Array) => boolean>> = {
  jpeg: (bytes) => some(jpegSegments(bytes), (segment) => segment.marker === END_OF_IMAGE),
  png: (bytes) => some(pngChunks(bytes), (chunk) => chunk.type === 'IEND'),
  webp: (bytes) => viewOf(bytes).getUint32(4, true) + 8 <= bytes.length,
  gif: (bytes) => walkGif(bytes).isComplete,
  bmp: (bytes) => (readBmpLayout(bytes).pixelEnd ?? 0) <= bytes.length,
  avif: hasWholeBoxes,
  heic: hasWholeBoxes,
  tiff: () => true,
  jxl: () => true,
};

/**
 * False where the end that the format demands is missing. What follows that end is not looked at:
 * cameras append previews and films. TIFF and JPEG XL have no end mark and count as complete. Never
 * throws, whatever the bytes are.
 */
export function isComplete(bytes: Uint8Array, format: PictureFormat): boolean {
  try {
    return checks[format](bytes);
  } catch (error) {
    // A DataView throws this where even the fields that are looked at lie beyond the end.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function hasWholeBoxes(bytes: Uint8Array): boolean {
  return !some(mediaBoxes(bytes, 0, bytes.length), (box) => box.end > bytes.length);
}

function some<Item>(items: Iterable<Item>, accepts: (item: Item) => boolean): boolean {
  for (const item of items) if (accepts(item)) return true;
  return false;
}
