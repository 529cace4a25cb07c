import { hasText, isSrgbProfile, type Orientation, type PictureHeader, viewOf } from './pictureHeader.ts';
import { readExifOrientation } from './tiff.ts';

/** A marker segment of a JPEG file: ITU-T T.81, B.1.1. */
export interface JpegSegment {
  /** The marker's second byte: 0xda is the start of a scan, 0xd9 the end of the image. */
  readonly marker: number;
  /** Where the marker's 0xff stands. */
  readonly start: number;
  /** First byte after the marker and its length field. */
  readonly dataStart: number;
  /** First byte after the segment; a scan's compressed data comes after that. */
  readonly end: number;
}

const START_OF_SCAN = 0xda;
export const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
const APP2 = 0xe2;
const EXIF_NAME = 'Exif\0\0';
const ICC_NAME = 'ICC_PROFILE\0';

/**
 * The segments in file order, up to and including the end of the image. Stops early where the file
 * does: a caller that did not see END_OF_IMAGE has a truncated file. What stands between segments is
 * skipped, as decoders do.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  const view = viewOf(bytes);
  let offset = 2;
  while (true) {
    offset = bytes.indexOf(0xff, offset);
    if (offset < 0 || offset + 1 >= bytes.length) return;
    const marker = bytes[offset + 1]!;
    if (marker === END_OF_IMAGE) {
      yield { marker, start: offset, dataStart: offset + 2, end: offset + 2 };
      return;
    }
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (!hasLength(marker)) {
      offset += 2;
      continue;
    }
    if (offset + 4 > bytes.length) return;
    const end = offset + 2 + view.getUint16(offset + 2);
    if (end < offset + 4 || end > bytes.length) return;
    yield { marker, start: offset, dataStart: offset + 4, end };
    offset = end;
  }
}

/** Stuffed zeros, TEM, restarts and a repeated start of image stand alone; all else has a length. */
function hasLength(marker: number): boolean {
  return marker > 0x01 && !(marker >= 0xd0 && marker <= 0xd8);
}

/** Whether the segment is a piece of an ICC profile: ICC.1, B.4. */
export function isIccSegment(bytes: Uint8Array, segment: JpegSegment): boolean {
  return segment.marker === APP2 && hasText(bytes, segment.dataStart, ICC_NAME);
}

/** Size, precision and orientation; undefined where no frame header comes before the first scan. */
export function readJpegHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = viewOf(bytes);
  let orientation: Orientation = 1;
  let hasColourProfile = false;
  let frame: JpegSegment | undefined;
  for (const segment of jpegSegments(bytes)) {
    if (segment.marker === START_OF_SCAN) break;
    if (isStartOfFrame(segment.marker)) frame ??= segment;
    const data = bytes.subarray(segment.dataStart, segment.end);
    if (segment.marker === APP1 && hasText(data, 0, EXIF_NAME)) {
      orientation = readExifOrientation(data.subarray(EXIF_NAME.length));
    }
    if (isIccSegment(bytes, segment)) hasColourProfile ||= isFirstOfProfile(data) && !isSrgbProfile(data);
  }
  if (frame === undefined) return undefined;
  return {
    width: view.getUint16(frame.dataStart + 3),
    height: view.getUint16(frame.dataStart + 1),
    orientation,
    bitDepth: view.getUint8(frame.dataStart),
    hasAlpha: false,
    isAnimated: false,
    hasColourProfile,
  };
}

/** C0–CF without the tables DHT (C4), JPG (C8) and DAC (CC). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** A long profile is cut into numbered pieces, the first of which holds its description. */
function isFirstOfProfile(data: Uint8Array): boolean {
  return data[ICC_NAME.length] === 1;
}
