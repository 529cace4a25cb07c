/**
 * Takes out of a file, without touching its pixels, what browsers disagree about: colour descriptions
 * (honoured more or less, and some browsers cannot be told not to, while the model was trained on
 * pixels read without them), the EXIF block of PNG and WebP, whose orientation only some apply, and the turn of an
 * AVIF, for the same reason.
 * Afterwards every browser gives the same numbers: docs/mathematics.md "Preprocessing".
 */
import { withoutTurn } from './header/heifTurn.ts';
import { isIccSegment, jpegSegments } from './header/jpeg.ts';
import { hasText, viewOf } from './header/pictureHeader.ts';
import { pngChunks } from './header/png.ts';
import { EXIF_FLAG, ICC_FLAG, webpChunks } from './header/webp.ts';
import type { PictureFormat } from './sniff.ts';

const pngChunkTypes: ReadonlySet<string> = new Set([
  ...['iCCP', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'mDCV', 'cLLI'],
  'eXIf',
]);
/** Where the flags stand in a file whose first chunk is VP8X, as it must be where there is metadata. */
const VP8X_FLAGS = 20;
const webpChunkTypes: ReadonlySet<string> = new Set(['ICCP', 'EXIF']);

/** Whether decoders are left to turn a picture of this format upright; else that is the caller's. */
export function keepsOrientation(format: PictureFormat): boolean {
  return format !== 'png' && format !== 'webp' && format !== 'avif';
}

/** A piece of the file to leave out: start ≤ offset < end. */
interface Cut {
  readonly start: number;
  readonly end: number;
}

/**
 * The file in pieces that, put one after another, are the file without that metadata. Pieces are views
 * on `bytes` wherever possible (an AVIF is copied); a file with nothing to take out is its own only piece. Formats other
 * than JPEG, PNG, WebP and AVIF are left alone, and so is what lies behind damaged parts. A JPEG keeps its
 * EXIF block: all browsers apply the orientation there.
 */
export function stripMetadata(
  bytes: Uint8Array<ArrayBuffer>,
  format: PictureFormat,
): readonly Uint8Array<ArrayBuffer>[] {
  switch (format) {
    case 'jpeg':
      return without(
        bytes,
        select(jpegSegments(bytes), (segment) => isIccSegment(bytes, segment)),
      );
    case 'png':
      return without(
        bytes,
        select(pngChunks(bytes), ({ type }) => pngChunkTypes.has(type)),
      );
    case 'webp':
      return stripWebp(bytes);
    case 'avif':
      return [withoutTurn(bytes) ?? bytes];
    default:
      return [bytes];
  }
}

/** Not by an array of all items: a hostile file has millions of empty ones. */
function select<Item>(items: Iterable<Item>, accepts: (item: Item) => boolean): Item[] {
  const selected: Item[] = [];
  for (const item of items) if (accepts(item)) selected.push(item);
  return selected;
}

function without(bytes: Uint8Array<ArrayBuffer>, cuts: readonly Cut[]): readonly Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let start = 0;
  for (const cut of cuts) {
    if (cut.start > start) pieces.push(bytes.subarray(start, cut.start));
    start = cut.end;
  }
  if (start < bytes.length) pieces.push(bytes.subarray(start));
  return pieces;
}

/** In WebP the length of the whole, and flags in VP8X where that comes first, know of these chunks. */
function stripWebp(bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] {
  const cuts = select(webpChunks(bytes), ({ type, start }) => start > VP8X_FLAGS && webpChunkTypes.has(type));
  if (cuts.length === 0) return [bytes];
  const head = bytes.slice(0, VP8X_FLAGS + 1);
  const view = viewOf(head);
  const removedBytes = cuts.reduce((sum, cut) => sum + cut.end - cut.start, 0);
  view.setUint32(4, view.getUint32(4, true) - removedBytes, true);
  if (hasText(head, 12, 'VP8X')) head[VP8X_FLAGS] = head[VP8X_FLAGS]! & ~(ICC_FLAG | EXIF_FLAG);
  return [head, ...without(bytes, [{ start: 0, end: head.length }, ...cuts])];
}
