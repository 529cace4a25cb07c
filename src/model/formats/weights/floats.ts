/** Numbers from bytes, without a copy where the place in memory allows it. All files here are little-endian. */
import { decodeHalfFloats } from '../../../lib/halfFloats.ts';

export function toFloat32(bytes: Uint8Array): Float32Array {
  if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  return new Float32Array(bytes.slice(0, bytes.length & ~3).buffer);
}

export function toInt32(bytes: Uint8Array): Int32Array {
  if (bytes.byteOffset % 4 === 0) return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  return new Int32Array(bytes.slice(0, bytes.length & ~3).buffer);
}

/** 16-bit numbers; every one has an exact counterpart of 32 bits. */
export function toFloat32FromHalves(bytes: Uint8Array): Float32Array {
  return decodeHalfFloats(new Uint16Array(bytes.slice(0, bytes.length & ~1).buffer));
}

export function toFloat32FromDoubles(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.length >> 3);
  for (let index = 0; index < values.length; index++) values[index] = view.getFloat64(8 * index, true);
  return values;
}

/** Whether every value is a number one can compute with. */
export function areFinite(values: Float32Array | Int32Array): boolean {
  // A sum is not finite where one of its parts is not; sums of finite float32 numbers do not overflow a double.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return Number.isFinite(sum);
}
