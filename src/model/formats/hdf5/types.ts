/** Shapes and kinds of numbers (HDF5 file format 3.0, IV.A.2.b and IV.A.2.d). */
import type { Hdf5Bytes } from './cursor.ts';

export type DataKind = 'float' | 'integer' | 'text' | 'variableText' | 'other';

export interface DataType {
  readonly kind: DataKind;
  /** Bytes of one entry. */
  readonly size: number;
  readonly isSigned: boolean;
}

const classes: ReadonlyMap<number, DataKind> = new Map([
  [0, 'integer'],
  [1, 'float'],
  [3, 'text'],
]);

export function readDataType(file: Hdf5Bytes, offset: number): DataType {
  const head = file.byte(offset);
  const bits = file.byte(offset + 1);
  const size = file.word(offset + 4);
  const isText = (head & 15) === 9 && (bits & 15) === 1;
  const kind = isText ? 'variableText' : (classes.get(head & 15) ?? 'other');
  if ((kind === 'float' || kind === 'integer') && bits & 1)
    throw file.unsupported('numbers of big-endian machines');
  return { kind, size, isSigned: (bits & 8) !== 0 };
}

/** Sizes of all axes; none for a single value. */
export function readDataspace(file: Hdf5Bytes, offset: number): number[] {
  const version = file.byte(offset);
  const rank = file.byte(offset + 1);
  if (version !== 1 && version !== 2) throw file.broken('a shape is of an unknown version');
  if (rank > 8) throw file.broken(`a shape has ${rank} axes`);
  const start = offset + (version === 1 ? 8 : 4);
  return Array.from({ length: rank }, (_, axis) => file.long(start + 8 * axis));
}
