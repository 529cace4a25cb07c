/**
 * What a picture's own header says, read before anything is decoded: decoding is where a small file
 * turns into gigabytes. The readers look at what the limits and the notes need and at nothing else.
 */
import { readBmpHeader } from './header/bmp.ts';
import { readGifHeader } from './header/gif.ts';
import { readAvifHeader, readHeifHeader } from './header/heif.ts';
import { readJpegHeader } from './header/jpeg.ts';
import type { PictureHeader } from './header/pictureHeader.ts';
import { readPngHeader } from './header/png.ts';
import { readTiffHeader } from './header/tiff.ts';
import { readWebpHeader } from './header/webp.ts';
import type { PictureFormat } from './sniff.ts';

export type { Orientation, PictureHeader } from './header/pictureHeader.ts';

type HeaderReader = (bytes: Uint8Array) => PictureHeader | undefined;

const readers: Readonly<Record<PictureFormat, HeaderReader>> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  gif: readGifHeader,
  webp: readWebpHeader,
  bmp: readBmpHeader,
  avif: readAvifHeader,
  heic: readHeifHeader,
  tiff: readTiffHeader,
  jxl: () => undefined,
};

/**
 * The header of a file of the given format, or undefined where the size cannot be found: the file is
 * damaged or cut off, or (JPEG XL) its header is not read here. Never throws, whatever the bytes are.
 */
export function readHeader(bytes: Uint8Array, format: PictureFormat): PictureHeader | undefined {
  try {
    const header = readers[format](bytes);
    return header !== undefined && header.width > 0 && header.height > 0 ? header : undefined;
  } catch (error) {
    // A DataView throws this where an offset in the file points beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
