/**
 * Protocol Buffers, as far as ONNX needs them: https://protobuf.dev/programming-guides/encoding/. A message is a
 * list of fields; nothing is copied, and a length is checked against the bytes that are there.
 */
import { damaged } from '../refuse.ts';

export interface ProtobufField {
  readonly number: number;
  /** The number of a varint, or of 4 or 8 bytes as they stand; 0 for a length-delimited field. */
  readonly value: bigint;
  /** What a length-delimited field holds; empty for the others. */
  readonly bytes: Uint8Array;
}

const empty = new Uint8Array();
const maxFields = 1_000_000;

/**
 * The fields of a message in the order in which they stand.
 * @throws Failure `modelFileDamaged`
 */
export function readFields(message: Uint8Array, file: string): ProtobufField[] {
  const fields: ProtobufField[] = [];
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let offset = 0;
  const broken = () => damaged(file, 'It is cut off, or it is no protocol buffer');
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[offset++];
      if (byte === undefined) throw broken();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw broken();
  };
  while (offset < message.length) {
    if (fields.length >= maxFields) throw broken();
    const key = varint();
    const number = Number(key >> 3n);
    const wire = Number(key & 7n);
    if (number === 0) throw broken();
    if (wire === 0) fields.push({ number, value: varint(), bytes: empty });
    else {
      const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? Number(varint()) : -1;
      if (length < 0 || length > message.length - offset) throw broken();
      const bytes = message.subarray(offset, offset + length);
      const value =
        wire === 1 ? view.getBigUint64(offset, true) : wire === 5 ? BigInt(view.getUint32(offset, true)) : 0n;
      fields.push({ number, value, bytes: wire === 2 ? bytes : empty });
      offset += length;
    }
  }
  return fields;
}

export function messagesOf(fields: readonly ProtobufField[], number: number): Uint8Array[] {
  return fields.filter((field) => field.number === number).map(({ bytes }) => bytes);
}

export function textIn(fields: readonly ProtobufField[], number: number): string {
  const bytes = fields.findLast((field) => field.number === number)?.bytes;
  return bytes ? new TextDecoder().decode(bytes) : '';
}

/** A whole number as it is meant: negative ones fill all 64 bits. */
export function integerIn(fields: readonly ProtobufField[], number: number): number {
  const field = fields.findLast((candidate) => candidate.number === number);
  return field ? Number(BigInt.asIntN(64, field.value)) : 0;
}

/** Whole numbers of a repeated field, packed or one by one. */
export function integersIn(fields: readonly ProtobufField[], number: number, file: string): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value, bytes }) =>
      bytes.length === 0 ? [Number(BigInt.asIntN(64, value))] : unpackVarints(bytes, file),
    );
}

function unpackVarints(bytes: Uint8Array, file: string): number[] {
  const numbers: number[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (shift > 70n) throw damaged(file, 'It holds numbers that are too long');
    if (byte >= 0x80) continue;
    numbers.push(Number(BigInt.asIntN(64, value)));
    value = 0n;
    shift = 0n;
  }
  return numbers;
}

/** A float of 4 bytes. */
export function floatOf(value: bigint): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Number(BigInt.asUintN(32, value)), true);
  return view.getFloat32(0, true);
}
