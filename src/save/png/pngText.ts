/** International text in PNG files: the iTXt chunk, PNG third edition, 11.3.3.4. */
import { Unzlib } from 'fflate';
import { hasText, viewOf } from '../../image/header/pictureHeader.ts';
import { type PngChunk, pngChunks } from '../../image/header/png.ts';
import { crc32 } from '../../lib/crc32.ts';
import { Failure } from '../../lib/failure.ts';

export interface PngText {
  /** 1–79 characters from space to tilde, neither beginning nor ending with a space. */
  readonly keyword: string;
  readonly text: string;
}

const signature = '\x89PNG\r\n\x1a\n';
/** Signature and IHDR, which has a fixed length and comes first. */
const headLength = 8 + 25;
/** Bytes of one text beyond which it is not read: a small chunk can unpack to gigabytes. */
const longestText = 4 * 1024 * 1024;
/** Chunks of text beyond this many are not read. */
const mostTexts = 64;

/**
 * The picture with these texts right after its head, where a reader comes across them first. Texts that it had under
 * the same keywords are replaced.
 *
 * @throws Failure `savedFileInvalid` for bytes that are no PNG file.
 */
export function withPngTexts(png: Uint8Array, texts: readonly PngText[]): Uint8Array<ArrayBuffer> {
  if (!hasText(png, 0, signature) || !hasText(png, 12, 'IHDR') || png.length < headLength) {
    throw new Failure('savedFileInvalid', 'no PNG file', { reason: 'It is no PNG file' });
  }
  const replaced = new Set(texts.map(({ keyword }) => keyword));
  const pieces = [png.subarray(0, headLength), ...texts.map(textChunk)];
  let start = headLength;
  for (const chunk of pngChunks(png)) {
    if (!isText(chunk) || !replaced.has(keywordOf(png, chunk))) continue;
    pieces.push(png.subarray(start, chunk.start));
    start = chunk.end;
  }
  pieces.push(png.subarray(start));
  return joined(pieces);
}

/**
 * The international texts of a PNG file, in its order. What is damaged, too long or in a form that does not exist is
 * left out; bytes that are no PNG file have no texts. Never throws, whatever the bytes are.
 */
export function readPngTexts(bytes: Uint8Array): readonly PngText[] {
  const texts: PngText[] = [];
  if (!hasText(bytes, 0, signature)) return texts;
  let seen = 0;
  for (const chunk of pngChunks(bytes)) {
    if (!isText(chunk)) continue;
    const text = readText(bytes, chunk);
    if (text) texts.push(text);
    seen += 1;
    if (seen === mostTexts) break;
  }
  return texts;
}

function isText({ type }: PngChunk): boolean {
  return type === 'iTXt';
}

/** Length, type, data, checksum of type and data. */
function textChunk({ keyword, text }: PngText): Uint8Array {
  if (!/^(?! )[ -~]{1,79}(?<! )$/.test(keyword)) throw new RangeError(`no keyword of a PNG text: ${keyword}`);
  const encoder = new TextEncoder();
  // Not compressed; no language, no translated keyword.
  const data = joined([encoder.encode(`iTXt${keyword}\0\0\0\0\0`), encoder.encode(text)]);
  const chunk = new Uint8Array(data.length + 8);
  const view = viewOf(chunk);
  view.setUint32(0, data.length - 4);
  chunk.set(data, 4);
  view.setUint32(4 + data.length, crc32(data));
  return chunk;
}

function readText(bytes: Uint8Array, chunk: PngChunk): PngText | null {
  const { start, dataStart, dataEnd } = chunk;
  if (dataEnd - dataStart > longestText) return null;
  if (viewOf(bytes).getUint32(dataEnd) !== crc32(bytes.subarray(start + 4, dataEnd))) return null;
  const keyword = keywordOf(bytes, chunk);
  const flags = dataStart + keyword.length + 1;
  const languageEnd = endOfText(bytes, flags + 2, dataEnd);
  const translationEnd = languageEnd === null ? null : endOfText(bytes, languageEnd + 1, dataEnd);
  if (translationEnd === null) return null;
  const body = bytes.subarray(translationEnd + 1, dataEnd);
  const [compression, compressionMethod] = [bytes[flags], bytes[flags + 1]];
  const plain =
    compression === 0 ? body : compression === 1 && compressionMethod === 0 ? inflated(body) : null;
  if (plain === null) return null;
  try {
    return { keyword, text: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch {
    return null;
  }
}

/** Up to the first zero; empty where there is none in the first 80 bytes. */
function keywordOf(bytes: Uint8Array, { dataStart, dataEnd }: PngChunk): string {
  const end = endOfText(bytes, dataStart, Math.min(dataEnd, dataStart + 80));
  return end === null ? '' : String.fromCharCode(...bytes.subarray(dataStart, end));
}

function endOfText(bytes: Uint8Array, start: number, end: number): number | null {
  // Not beyond the end: a hostile file has thousands of chunks without a zero.
  const zero = bytes.subarray(start, end).indexOf(0);
  return zero < 0 ? null : start + zero;
}

/** What a zlib stream unpacks to, or null where it is damaged or too long. */
function inflated(body: Uint8Array): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Unzlib((piece) => {
    pieces.push(piece);
    length += piece.length;
  });
  try {
    // Deflate makes at most a thousand bytes of one, so no step unpacks more than a megabyte.
    for (let start = 0; start < body.length; start += 1024) {
      stream.push(body.subarray(start, start + 1024), start + 1024 >= body.length);
      if (length > longestText) return null;
    }
  } catch {
    return null;
  }
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
