/** Numbers of a data set: in one piece, or in chunks that may be packed (IV.A.2.i, IV.A.2.l). */
import { countOf } from '../limits.ts';
import type { Weight } from '../modelSource.ts';
import { toFloat32, toFloat32FromDoubles, toFloat32FromHalves } from '../weights/floats.ts';
import { readChunks } from './chunks.ts';
import type { Hdf5Bytes } from './cursor.ts';
import { type Message, messageTypes } from './messages.ts';
import { type DataType, readDataspace, readDataType } from './types.ts';

/** Gzip packs at most 1,032 to 1, weights hardly at all; more than this is made to fill memory. */
const maxRatio = 300;

/**
 * A data set as float32 numbers.
 * @throws Failure `modelFileDamaged`, `modelTooLarge`, `modelKindRefused` for ways of writing that Keras does not use
 */
export function readDataset(file: Hdf5Bytes, messages: readonly Message[], name: string): Weight {
  const find = (type: number) => messages.find((message) => message.type === type)?.offset;
  const space = find(messageTypes.dataspace);
  const typeOffset = find(messageTypes.datatype);
  const layout = find(messageTypes.layout);
  if (space === undefined || typeOffset === undefined || layout === undefined) {
    throw file.broken(`“${name}” is no list of numbers`);
  }
  const shape = readDataspace(file, space);
  const type = readDataType(file, typeOffset);
  if (type.size < 1 || type.size > 8) throw file.broken(`“${name}” has numbers of ${type.size} bytes`);
  const count = countOf(shape, name);
  if (count * type.size > file.bytes.length * maxRatio)
    throw file.broken(`“${name}” is larger than what is there`);
  const bytes = readBytes(file, layout, find(messageTypes.filters), shape, type, count);
  return { shape, dtype: 'float32', values: toNumbers(file, bytes, type) };
}

function readBytes(
  file: Hdf5Bytes,
  layout: number,
  filters: number | undefined,
  shape: readonly number[],
  type: DataType,
  count: number,
): Uint8Array {
  const version = file.byte(layout);
  const kind = file.byte(layout + 1);
  const size = count * type.size;
  if (version === 3 || version === 4) {
    if (kind === 0) {
      if (file.short(layout + 2) < size) throw file.broken('numbers are missing');
      return file.slice(layout + 4, size);
    }
    if (kind === 1) {
      const address = file.address(layout + 2);
      return address === null ? new Uint8Array(size) : file.slice(address, size);
    }
    if (kind === 2 && version === 3) return readChunks(file, layout + 2, filters, shape, type.size);
  }
  throw file.unsupported('a layout that Keras does not use');
}

function toNumbers(file: Hdf5Bytes, bytes: Uint8Array, { kind, size, isSigned }: DataType): Float32Array {
  if (kind === 'float' && size === 4) return toFloat32(bytes);
  if (kind === 'float' && size === 2) return toFloat32FromHalves(bytes);
  if (kind === 'float' && size === 8) return toFloat32FromDoubles(bytes);
  if (kind !== 'integer') throw file.unsupported('values that are no numbers');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (index: number): number => {
    if (size === 1) return isSigned ? view.getInt8(index) : view.getUint8(index);
    if (size === 2) return isSigned ? view.getInt16(2 * index, true) : view.getUint16(2 * index, true);
    if (size === 4) return isSigned ? view.getInt32(4 * index, true) : view.getUint32(4 * index, true);
    return Number(isSigned ? view.getBigInt64(8 * index, true) : view.getBigUint64(8 * index, true));
  };
  return Float32Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => read(index));
}
