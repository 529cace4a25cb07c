import { type PictureHeader, viewOf } from './pictureHeader.ts';

/** A bitmap header of twelve bytes, from the time of OS/2, has 16-bit sizes. */
const CORE_HEADER_SIZE = 12;
const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;

interface BmpLayout {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  /** First byte after the pixels; undefined where they are compressed. */
  readonly pixelEnd: number | undefined;
}

/** Size and place of the pixels. The file size that the header states is often wrong and not read. */
export function readBmpLayout(bytes: Uint8Array): BmpLayout {
  const view = viewOf(bytes);
  const pixelStart = view.getUint32(10, true);
  const isCore = view.getUint32(14, true) === CORE_HEADER_SIZE;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  // A negative height means that the top row comes first.
  const height = Math.abs(isCore ? view.getUint16(20, true) : view.getInt32(22, true));
  const bitsPerPixel = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? UNCOMPRESSED : view.getUint32(30, true);
  const isPlain = compression === UNCOMPRESSED || compression === BIT_FIELDS;
  const rowLength = Math.ceil((width * bitsPerPixel) / 32) * 4;
  return { width, height, bitsPerPixel, pixelEnd: isPlain ? pixelStart + rowLength * height : undefined };
}

export function readBmpHeader(bytes: Uint8Array): PictureHeader {
  const { width, height, bitsPerPixel } = readBmpLayout(bytes);
  return {
    width,
    height,
    orientation: 1,
    bitDepth: 8,
    hasAlpha: bitsPerPixel === 32,
    isAnimated: false,
    hasColourProfile: false,
  };
}
