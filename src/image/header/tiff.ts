import { type Orientation, type PictureHeader, viewOf } from './pictureHeader.ts';

const WIDTH = 0x0100;
const HEIGHT = 0x0101;
const BITS_PER_SAMPLE = 0x0102;
const ORIENTATION = 0x0112;
const SHORT = 3;
const LONG = 4;

/**
 * The whole numbers of a TIFF structure's first directory, by tag: TIFF 6.0, section 2. Only single
 * values are read. Empty where the bytes are not TIFF.
 */
function readFirstDirectory(bytes: Uint8Array): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  if (bytes.length < 8) return values;
  const view = viewOf(bytes);
  const byteOrder = view.getUint16(0);
  const littleEndian = byteOrder === 0x4949;
  if ((!littleEndian && byteOrder !== 0x4d4d) || view.getUint16(2, littleEndian) !== 42) return values;
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > bytes.length) return values;
  const count = view.getUint16(directory, littleEndian);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > bytes.length) break;
    const kind = view.getUint16(entry + 2, littleEndian);
    if (view.getUint32(entry + 4, littleEndian) !== 1) continue;
    const tag = view.getUint16(entry, littleEndian);
    if (kind === SHORT) values.set(tag, view.getUint16(entry + 8, littleEndian));
    // No decoder turns a picture by an orientation that is not the SHORT it has to be (EXIF 2.32, 4.6.5).
    if (kind === LONG && tag !== ORIENTATION) values.set(tag, view.getUint32(entry + 8, littleEndian));
  }
  return values;
}

/** The orientation in an EXIF block, which is a TIFF structure; 1 where it is missing or makes no sense. */
export function readExifOrientation(exif: Uint8Array): Orientation {
  const value = readFirstDirectory(exif).get(ORIENTATION);
  return isOrientation(value) ? value : 1;
}

function isOrientation(value: number | undefined): value is Orientation {
  return value !== undefined && value >= 1 && value <= 8;
}

/** Size of the first picture of a TIFF file. */
export function readTiffHeader(bytes: Uint8Array): PictureHeader | undefined {
  const values = readFirstDirectory(bytes);
  const width = values.get(WIDTH);
  const height = values.get(HEIGHT);
  if (width === undefined || height === undefined) return undefined;
  return {
    width,
    height,
    orientation: readExifOrientation(bytes),
    bitDepth: values.get(BITS_PER_SAMPLE) ?? 8,
    hasAlpha: true,
    isAnimated: false,
    hasColourProfile: false,
  };
}
