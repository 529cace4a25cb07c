/** Attributes: small values beside groups and data sets. Keras keeps names and configurations in them as text. */
import { MAX_JSON_BYTES } from '../limits.ts';
import type { Hdf5Bytes } from './cursor.ts';
import { type Message, messageTypes } from './messages.ts';
import { readDataspace, readDataType } from './types.ts';

const maxTexts = 100_000;

/**
 * The texts of an attribute, without the NULs and spaces that pad them; null where there is none of that name or
 * it holds something else.
 */
export function readTexts(file: Hdf5Bytes, messages: readonly Message[], name: string): string[] | null {
  for (const { type, offset } of messages) {
    if (type !== messageTypes.attribute) continue;
    const found = readHead(file, offset);
    if (found.name === name) return textsOf(file, found);
  }
  return null;
}

interface Head {
  readonly name: string;
  readonly type: number;
  readonly space: number;
  readonly data: number;
}

function readHead(file: Hdf5Bytes, offset: number): Head {
  const version = file.byte(offset);
  if (version < 1 || version > 3) throw file.broken('an attribute is of an unknown version');
  const padded = (size: number) => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameSize = file.short(offset + 2);
  const name = offset + (version === 3 ? 9 : 8);
  const type = name + padded(nameSize);
  const space = type + padded(file.short(offset + 4));
  const data = space + padded(file.short(offset + 6));
  return { name: decode(file.slice(name, nameSize)), type, space, data };
}

function textsOf(file: Hdf5Bytes, { type: typeOffset, space, data }: Head): string[] | null {
  const type = readDataType(file, typeOffset);
  const count = readDataspace(file, space).reduce((product, size) => product * size, 1);
  if (type.kind !== 'text' && type.kind !== 'variableText') return null;
  if (count > maxTexts || count * type.size > file.bytes.length)
    throw file.broken('an attribute is too long');
  return Array.from({ length: count }, (_, index) => {
    const at = data + index * type.size;
    return decode(type.kind === 'text' ? file.slice(at, type.size) : heapObject(file, at));
  });
}

/** What a variable-length text points to in a global heap collection (III.E). */
function heapObject(file: Hdf5Bytes, reference: number): Uint8Array {
  const length = file.word(reference);
  const collection = file.address(reference + 4);
  const wanted = file.word(reference + 12);
  if (collection === null || length === 0) return new Uint8Array();
  if (length > MAX_JSON_BYTES) throw file.broken('a text is too long');
  file.expect(collection, 'GCOL');
  const end = collection + file.long(collection + 8);
  for (let offset = collection + 16; offset + 16 <= end; ) {
    const index = file.short(offset);
    const size = file.long(offset + 8);
    if (index === wanted) return file.slice(offset + 16, Math.min(size, length));
    if (index === 0) break;
    offset += 16 + Math.ceil(size / 8) * 8;
  }
  throw file.broken('a text is not where it should be');
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/[\0 ]+$/u, '');
}
