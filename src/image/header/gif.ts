import { type PictureHeader, viewOf } from './pictureHeader.ts';

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** What a walk over the blocks of a GIF finds: GIF89a specification, sections 17–26. */
export interface GifBlocks {
  /** Images whose data is wholly there. */
  readonly frameCount: number;
  /** Whether the first frame may leave something transparent. */
  readonly hasAlpha: boolean;
  /** Whether the file ends where a block does; a missing trailer is common and costs nothing. */
  readonly isComplete: boolean;
}

/** Walks the blocks behind the logical screen descriptor, to the trailer or as far as they go. */
export function walkGif(bytes: Uint8Array): GifBlocks {
  let frameCount = 0;
  let hasAlpha = false;
  let offset = 13 + colourTableLength(bytes[10] ?? 0);
  while (offset < bytes.length) {
    const kind = bytes[offset]!;
    if (kind === TRAILER) break;
    if (kind === EXTENSION) {
      const isFirst = frameCount === 0 && bytes[offset + 1] === GRAPHIC_CONTROL;
      if (isFirst) hasAlpha ||= ((bytes[offset + 3] ?? 0) & 1) === 1;
      offset = skipSubBlocks(bytes, offset + 2);
    } else if (kind === IMAGE) {
      if (frameCount === 0) hasAlpha ||= !coversScreen(bytes, offset);
      // Nine bytes of position and flags, a table, and one byte of code size come before the data.
      offset = skipSubBlocks(bytes, offset + 11 + colourTableLength(bytes[offset + 9] ?? 0));
      if (offset <= bytes.length) frameCount++;
    } else {
      return { frameCount, hasAlpha, isComplete: false };
    }
  }
  return { frameCount, hasAlpha, isComplete: frameCount > 0 && offset <= bytes.length };
}

/** Size of the logical screen, which every frame is painted on. */
export function readGifHeader(bytes: Uint8Array): PictureHeader {
  const view = viewOf(bytes);
  const { frameCount, hasAlpha } = walkGif(bytes);
  return {
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
    orientation: 1,
    bitDepth: 8,
    hasAlpha,
    isAnimated: frameCount > 1,
    hasColourProfile: false,
  };
}

function colourTableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** First byte after a chain of sub-blocks; beyond the end of the file where the chain is cut. */
function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let offset = start;
  while (offset < bytes.length && bytes[offset] !== 0) offset += 1 + bytes[offset]!;
  return offset + 1;
}

/** Where a frame is smaller than the screen, the rest stays transparent. */
function coversScreen(bytes: Uint8Array, image: number): boolean {
  const view = viewOf(bytes);
  const isAtOrigin = view.getUint32(image + 1, true) === 0;
  return isAtOrigin && view.getUint32(image + 5, true) === view.getUint32(6, true);
}
