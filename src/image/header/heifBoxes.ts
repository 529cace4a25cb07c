import { fourCharacters, viewOf } from './pictureHeader.ts';

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

/** The boxes inside another, as far as the file goes. */
export function boxesIn(bytes: Uint8Array, { dataStart, end }: Pick<MediaBox, 'dataStart' | 'end'>) {
  return mediaBoxes(bytes, dataStart, Math.min(end, bytes.length));
}
