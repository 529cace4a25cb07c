import { fourCharacters, hasText, type PictureHeader, viewOf } from './pictureHeader.ts';

/** A box of an ISO base media file: ISO/IEC 14496-12, 4.2. */
export interface MediaBox {
  readonly type: string;
  readonly dataStart: number;
  /** First byte after the box; beyond `end` of the walk where the box is cut off. */
  readonly end: number;
}

/** The boxes between two offsets; the last one may be cut off. */
export function* mediaBoxes(bytes: Uint8Array, start: number, end: number): Generator<MediaBox> {
  const view = viewOf(bytes);
  let offset = start;
  while (offset + 8 <= end) {
    const size32 = view.getUint32(offset);
    const isLong = size32 === 1;
    if (isLong && offset + 16 > end) return;
    const size = isLong ? Number(view.getBigUint64(offset + 8)) : size32;
    const headerLength = isLong ? 16 : 8;
    // Zero means "to the end of the file".
    const boxEnd = size === 0 ? end : offset + size;
    if (boxEnd < offset + headerLength) return;
    yield { type: fourCharacters(bytes, offset + 4), dataStart: offset + headerLength, end: boxEnd };
    offset = boxEnd;
  }
}

/**
 * Size of an AVIF or HEIC picture: the largest of its item properties `ispe` (ISO/IEC 23008-12, 6.5.3),
 * since a picture made of tiles lists their sizes too. Its turn and mirroring are properties that
 * decoders apply by themselves.
 */
export function readHeifHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let bitDepth = 8;
  let hasAlpha = false;
  for (const property of itemProperties(bytes)) {
    const data = property.dataStart;
    if (property.type === 'ispe' && view.getUint32(data + 4) * view.getUint32(data + 8) > width * height) {
      width = view.getUint32(data + 4);
      height = view.getUint32(data + 8);
    }
    if (property.type === 'pixi') bitDepth = Math.max(bitDepth, view.getUint8(data + 5));
    if (property.type === 'auxC')
      hasAlpha ||= hasText(bytes, data + 4, 'urn:mpeg:') && isAlpha(bytes, property);
  }
  const isAnimated = hasText(bytes, 8, 'avis');
  return { width, height, orientation: 1, bitDepth, hasAlpha, isAnimated, hasColourProfile: false };
}

/** The boxes in meta / iprp / ipco, where a picture file keeps the properties of its items. */
function* itemProperties(bytes: Uint8Array): Generator<MediaBox> {
  for (const meta of mediaBoxes(bytes, 0, bytes.length)) {
    if (meta.type !== 'meta') continue;
    for (const properties of mediaBoxes(bytes, meta.dataStart + 4, Math.min(meta.end, bytes.length))) {
      if (properties.type !== 'iprp') continue;
      for (const container of mediaBoxes(
        bytes,
        properties.dataStart,
        Math.min(properties.end, bytes.length),
      )) {
        if (container.type !== 'ipco') continue;
        yield* mediaBoxes(bytes, container.dataStart, Math.min(container.end, bytes.length));
      }
    }
  }
}

/** Auxiliary pictures are alpha or depth: the names differ, but only alpha's hold the word or HEVC's :1. */
function isAlpha(bytes: Uint8Array, property: MediaBox): boolean {
  const name = String.fromCharCode(
    ...bytes.subarray(property.dataStart + 4, Math.min(property.end, property.dataStart + 68)),
  );
  return name.includes('alpha') || name.includes(':auxid:1');
}
