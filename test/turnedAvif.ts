/**
 * The fixture avif.avif with more in its box `meta`: how its picture is to be turned, and an EXIF block. Its boxes are
 * ftyp, meta (at 0x20: hdlr, pitm, iloc at 0x5b, iinf at 0x79, iprp at 0xa1 with ipco at 0xa9 and ipma at 0xf4), mdat.
 */
export interface AvifTurn {
  /** Quarters against the clock: a box `irot`. */
  readonly quarters?: 0 | 1 | 2 | 3;
  /** 0 exchanges top and bottom, 1 left and right: a box `imir`. */
  readonly axis?: 0 | 1;
  /** Declares an item that is an EXIF block. */
  readonly hasExif?: boolean;
}

/** @param plain the bytes of avif.avif */
export function turnedAvif(
  plain: Uint8Array<ArrayBuffer>,
  { quarters, axis, hasExif = false }: AvifTurn,
): Uint8Array<ArrayBuffer> {
  const properties = [
    ...(quarters === undefined ? [] : [box('irot', [quarters])]),
    ...(axis === undefined ? [] : [box('imir', [axis])]),
  ];
  // Version 2, item 2, no protection, type and an empty name.
  const exif = hasExif ? box('infe', [2, 0, 0, 0, 0, 2, 0, 0, ...letters('Exif'), 0]) : [];
  // The four properties there are have the numbers 1 to 4; the highest bit says that these must be known.
  const uses = properties.map((_, index) => 0x80 | (5 + index));
  const ipco = properties.flat();
  const grown = [...plain];
  // From the back, so that places further to the front stay where they are.
  grown.splice(0x10b, 0, ...uses);
  grown[0x106]! += uses.length;
  grow(grown, 0xf4, uses.length);
  grown.splice(0xf4, 0, ...ipco);
  grow(grown, 0xa9, ipco.length);
  grow(grown, 0xa1, ipco.length + uses.length);
  grown.splice(0xa1, 0, ...exif);
  grow(grown, 0x79, exif.length);
  if (hasExif) grown[0x86]! += 1;
  const added = exif.length + ipco.length + uses.length;
  grow(grown, 0x20, added);
  // Where the picture's bytes begin, in iloc.
  grow(grown, 0x71, added);
  return Uint8Array.from(grown);
}

function letters(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function box(type: string, data: readonly number[]): number[] {
  return [0, 0, 0, 8 + data.length, ...letters(type), ...data];
}

/** Adds to a big-endian number of four bytes. */
function grow(bytes: number[], offset: number, by: number): void {
  const view = new DataView(Uint8Array.from(bytes.slice(offset, offset + 4)).buffer);
  view.setUint32(0, view.getUint32(0) + by);
  for (let index = 0; index < 4; index++) bytes[offset + index] = view.getUint8(index);
}
