import {
  fourCharacters,
  hasText,
  isSrgbProfile,
  type Orientation,
  type PictureHeader,
  viewOf,
} from './pictureHeader.ts';
import { readExifOrientation } from './tiff.ts';

/** A chunk of a RIFF file: WebP container specification, "RIFF File Format". */
export interface WebpChunk {
  readonly type: string;
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** First byte after the chunk and its padding to an even length. */
  readonly end: number;
}

const FIRST_CHUNK = 12;
const EXIF_NAME = 'Exif\0\0';
const ALPHA_FLAG = 0x10;
const ANIMATION_FLAG = 0x02;
/** In the flags of VP8X, like the two above. */
export const ICC_FLAG = 0x20;
export const EXIF_FLAG = 0x08;

/** The chunks that are wholly there. */
export function* webpChunks(bytes: Uint8Array): Generator<WebpChunk> {
  const view = viewOf(bytes);
  let start = FIRST_CHUNK;
  while (start + 8 <= bytes.length) {
    const dataStart = start + 8;
    const size = view.getUint32(start + 4, true);
    const dataEnd = dataStart + size;
    if (dataEnd > bytes.length) return;
    const end = dataEnd + (size % 2);
    yield { type: fourCharacters(bytes, start), start, dataStart, dataEnd, end };
    start = end;
  }
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
}

/** Size, alpha, animation, orientation; undefined where the first chunk is none of VP8X, VP8 and VP8L. */
export function readWebpHeader(bytes: Uint8Array): PictureHeader | undefined {
  const frame = readFrame(bytes);
  if (frame === undefined) return undefined;
  let orientation: Orientation = 1;
  let hasColourProfile = false;
  for (const chunk of webpChunks(bytes)) {
    const data = bytes.subarray(chunk.dataStart, chunk.dataEnd);
    if (chunk.type === 'ICCP') hasColourProfile = !isSrgbProfile(data);
    if (chunk.type === 'EXIF') {
      orientation = readExifOrientation(hasText(data, 0, EXIF_NAME) ? data.subarray(EXIF_NAME.length) : data);
    }
  }
  return { ...frame, orientation, bitDepth: 8, hasColourProfile };
}

function readFrame(bytes: Uint8Array): Frame | undefined {
  const view = viewOf(bytes);
  const data = FIRST_CHUNK + 8;
  switch (fourCharacters(bytes, FIRST_CHUNK)) {
    case 'VP8X': {
      const flags = view.getUint8(data);
      return {
        width: uint24(view, data + 4) + 1,
        height: uint24(view, data + 7) + 1,
        hasAlpha: (flags & ALPHA_FLAG) !== 0,
        isAnimated: (flags & ANIMATION_FLAG) !== 0,
      };
    }
    case 'VP8 ':
      // RFC 6386, 9.1: three bytes of frame tag, the start code, then 14 bits each.
      if (view.getUint8(data + 3) !== 0x9d || view.getUint16(data + 4) !== 0x012a) return undefined;
      return {
        width: view.getUint16(data + 6, true) & 0x3fff,
        height: view.getUint16(data + 8, true) & 0x3fff,
        hasAlpha: false,
        isAnimated: false,
      };
    case 'VP8L': {
      // WebP lossless bitstream, section 3: signature, 14 + 14 bits of size less one, one of alpha.
      if (view.getUint8(data) !== 0x2f) return undefined;
      const bits = view.getUint32(data + 1, true);
      return {
        width: (bits & 0x3fff) + 1,
        height: ((bits >>> 14) & 0x3fff) + 1,
        hasAlpha: ((bits >>> 28) & 1) === 1,
        isAnimated: false,
      };
    }
    default:
      return undefined;
  }
}

function uint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
}
