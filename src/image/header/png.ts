import { fourCharacters, hasText, type Orientation, type PictureHeader, viewOf } from './pictureHeader.ts';
import { readExifOrientation } from './tiff.ts';

/** A chunk of a PNG file: PNG third edition, 5.3. */
export interface PngChunk {
  readonly type: string;
  /** Where the length field stands. */
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** First byte after the checksum. */
  readonly end: number;
}

const SIGNATURE_LENGTH = 8;
/** gAMA and cHRM are in units of 1/100,000; these are the numbers of sRGB (PNG 11.3.2.5). */
const SRGB_GAMMA = 45_455;
const SRGB_PRIMARIES = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
const SRGB_TOLERANCE = 500;

/** The chunks that are wholly there, up to and including IEND. Checksums are left to the decoder. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = viewOf(bytes);
  let start = SIGNATURE_LENGTH;
  while (start + 12 <= bytes.length) {
    const dataStart = start + 8;
    const dataEnd = dataStart + view.getUint32(start);
    if (dataEnd + 4 > bytes.length) return;
    const type = fourCharacters(bytes, start + 4);
    yield { type, start, dataStart, dataEnd, end: dataEnd + 4 };
    if (type === 'IEND') return;
    start = dataEnd + 4;
  }
}

/** Size, depth and colour facts; undefined where IHDR is not the first chunk. */
export function readPngHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = viewOf(bytes);
  if (!hasText(bytes, SIGNATURE_LENGTH + 4, 'IHDR')) return undefined;
  const colourType = view.getUint8(25);
  let hasAlpha = colourType === 4 || colourType === 6;
  let orientation: Orientation = 1;
  let isAnimated = false;
  let saysSrgb = false;
  let saysOther = false;
  for (const chunk of pngChunks(bytes)) {
    if (chunk.type === 'tRNS') hasAlpha = true;
    if (chunk.type === 'acTL') isAnimated = true;
    if (chunk.type === 'sRGB') saysSrgb = true;
    if (chunk.type === 'eXIf') {
      orientation = readExifOrientation(bytes.subarray(chunk.dataStart, chunk.dataEnd));
    }
    saysOther ||= departsFromSrgb(bytes, chunk);
  }
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    orientation,
    bitDepth: view.getUint8(24),
    hasAlpha,
    isAnimated,
    hasColourProfile: saysOther && !saysSrgb,
  };
}

/** Whether the chunk asks for colours that are not sRGB's; most files state sRGB in one way or another. */
function departsFromSrgb(bytes: Uint8Array, chunk: PngChunk): boolean {
  const data = viewOf(bytes.subarray(chunk.dataStart, chunk.dataEnd));
  switch (chunk.type) {
    case 'iCCP':
      // The profile is compressed; its name stands before it in the clear.
      return !hasText(bytes, chunk.dataStart, 'sRGB');
    case 'gAMA':
      return data.byteLength >= 4 && !isNear(data.getUint32(0), SRGB_GAMMA);
    case 'cHRM':
      return (
        data.byteLength >= 32 && SRGB_PRIMARIES.some((value, i) => !isNear(data.getUint32(4 * i), value))
      );
    case 'cICP':
      return data.byteLength >= 2 && !(data.getUint8(0) === 1 && data.getUint8(1) === 13);
    default:
      return false;
  }
}

function isNear(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= SRGB_TOLERANCE;
}
