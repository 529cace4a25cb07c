import { boxesIn, type MediaBox } from './heifBoxes.ts';
import { hasText, viewOf } from './pictureHeader.ts';

/** That a property belongs to an item: one entry of a box `ipma` (ISO/IEC 23008-12, 9.3.1). */
export interface PropertyUse {
  readonly item: number;
  /** Of the property among those in `ipco`, from 1 on; 0 is none. */
  readonly index: number;
  /** Where the entry stands in the file, and how many bytes it has: 1 or 2. */
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface ItemProperties {
  /** In the order of the file, which is what entries count by. */
  readonly properties: readonly MediaBox[];
  readonly uses: readonly PropertyUse[];
  /** The item that is the picture (ISO/IEC 14496-12, 8.11.4); null where the file names none. */
  readonly primaryItem: number | null;
  /** Where the types of items stand that are EXIF blocks: four characters in a box `infe` (14496-12, 8.11.6). */
  readonly exifTypes: readonly number[];
}

/** More than a file needs; a hostile one could hold millions. */
const MOST_ENTRIES = 65_536;

/**
 * What a picture file says of its items in the box `meta`: in iprp, pitm and iinf. Of a damaged one, what stands before
 * the damage.
 */
export function readItemProperties(bytes: Uint8Array): ItemProperties {
  const found = { properties: [], uses: [], exifTypes: [], primaryItem: null };
  try {
    for (const meta of boxesIn(bytes, { dataStart: 0, end: bytes.length })) {
      if (meta.type === 'meta') readMeta(bytes, meta, found);
    }
  } catch (error) {
    // A DataView throws this where there is less than the file says.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

interface Found {
  readonly properties: MediaBox[];
  readonly uses: PropertyUse[];
  readonly exifTypes: number[];
  primaryItem: number | null;
}

function readMeta(bytes: Uint8Array, { dataStart, end }: MediaBox, found: Found): void {
  for (const box of boxesIn(bytes, { dataStart: dataStart + 4, end })) {
    if (box.type === 'pitm') found.primaryItem = readPrimaryItem(bytes, box);
    if (box.type === 'iinf') take(found.exifTypes, findExifTypes(bytes, box));
    if (box.type !== 'iprp') continue;
    for (const part of boxesIn(bytes, box)) {
      if (part.type === 'ipco') take(found.properties, boxesIn(bytes, part));
      if (part.type === 'ipma') take(found.uses, readUses(bytes, part));
    }
  }
}

function take<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) {
    if (list.length >= MOST_ENTRIES) return;
    list.push(item);
  }
}

function readPrimaryItem(bytes: Uint8Array, { dataStart }: MediaBox): number {
  const view = viewOf(bytes);
  const isLong = view.getUint8(dataStart) > 0;
  return isLong ? view.getUint32(dataStart + 4) : view.getUint16(dataStart + 4);
}

function* findExifTypes(bytes: Uint8Array, { dataStart, end }: MediaBox): Generator<number> {
  const hasLongCount = bytes[dataStart]! > 0;
  for (const entry of boxesIn(bytes, { dataStart: dataStart + (hasLongCount ? 8 : 6), end })) {
    const version = bytes[entry.dataStart] ?? 0;
    if (entry.type !== 'infe' || version < 2) continue;
    const type = entry.dataStart + (version === 2 ? 8 : 10);
    if (hasText(bytes, type, 'Exif')) yield type;
  }
}

function* readUses(bytes: Uint8Array, { dataStart, end }: MediaBox): Generator<PropertyUse> {
  const view = viewOf(bytes.subarray(0, Math.min(end, bytes.length)));
  const hasLongItems = view.getUint8(dataStart) > 0;
  const sizeBytes = (view.getUint8(dataStart + 3) & 1) === 1 ? 2 : 1;
  const entryCount = view.getUint32(dataStart + 4);
  let offset = dataStart + 8;
  for (let entry = 0; entry < entryCount; entry++) {
    const item = hasLongItems ? view.getUint32(offset) : view.getUint16(offset);
    offset += hasLongItems ? 4 : 2;
    const useCount = view.getUint8(offset++);
    for (let use = 0; use < useCount; use++, offset += sizeBytes) {
      // The highest bit says whether a reader must know the property.
      const index = sizeBytes === 2 ? view.getUint16(offset) & 0x7fff : view.getUint8(offset) & 0x7f;
      yield { item, index, offset, sizeBytes };
    }
  }
}
