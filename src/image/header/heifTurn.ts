import { readItemProperties } from './heifProperties.ts';
import { hasText, type Orientation } from './pictureHeader.ts';

/**
 * The turn of a picture file as EXIF would number it. `irot` turns by quarters against the clock, then `imir` exchanges
 * top and bottom (0) or left and right (1): ISO/IEC 23008-12:2022, 6.5.10 and 6.5.12.
 */
const orientations: readonly (readonly [
  plain: Orientation,
  topBottom: Orientation,
  leftRight: Orientation,
])[] = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
];

/** "skip", a type that ISO/IEC 14496-12 reserves for what is not read. */
const noType = [0x73, 0x6b, 0x69, 0x70] as const;

const turnTypes: ReadonlySet<string> = new Set(['irot', 'imir']);

/** A sequence of pictures is decoded from its track, to which the properties of items do not apply. */
function isSequence(bytes: Uint8Array): boolean {
  return hasText(bytes, 8, 'avis');
}

/** How the stored picture has to be turned to be upright. */
export function readTurn(bytes: Uint8Array): Orientation {
  if (isSequence(bytes)) return 1;
  const { properties, uses, primaryItem } = readItemProperties(bytes);
  let quarters = 0;
  let mirroring = 0;
  for (const { item, index } of uses) {
    const property = properties[index - 1];
    if (item !== primaryItem || property === undefined) continue;
    const value = bytes[property.dataStart] ?? 0;
    if (property.type === 'irot') quarters = value & 3;
    if (property.type === 'imir') mirroring = 1 + (value & 1);
  }
  return orientations[quarters]![mirroring]!;
}

/**
 * A copy of the file whose items are not turned, for decoders that would turn them and those that would not. An entry
 * that names property 0 says that there is none (ISO/IEC 23008-12, 9.3.1), and an EXIF block of another type is none:
 * nothing in the file moves. Null where there is nothing to do.
 */
export function withoutTurn(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (isSequence(bytes)) return null;
  const { properties, uses, exifTypes } = readItemProperties(bytes);
  const turns = uses.filter(({ index }) => turnTypes.has(properties[index - 1]?.type ?? ''));
  if (turns.length + exifTypes.length === 0) return null;
  const copy = bytes.slice();
  for (const { offset, sizeBytes } of turns) copy.fill(0, offset, offset + sizeBytes);
  for (const offset of exifTypes) copy.set(noType, offset);
  return copy;
}
