/** Reads .npz files by their formats alone, without the code that writes them: ZIP (APPNOTE 6.3.10), numpy.lib.format. */
import { crc32 } from 'node:zlib';

export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Members of a ZIP file in the order of its directory; only stored ones, for nothing else is written here. */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Our files have no comment, so the end record is exactly at the end.
  const endRecord = bytes.length - 22;
  expectEqual(view.getUint32(endRecord, true), 0x06_05_4b_50, 'end of the directory');
  const members = new Map<string, Uint8Array>();
  const count = view.getUint16(endRecord + 10, true);
  let entry = view.getUint32(endRecord + 16, true);
  for (let index = 0; index < count; index++) {
    expectEqual(view.getUint32(entry, true), 0x02_01_4b_50, 'entry of the directory');
    expectEqual(view.getUint16(entry + 10, true), 0, 'compression');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) =>
      view.getUint16(entry + at, true),
    );
    const nameStart = entry + 46;
    const name = new TextDecoder().decode(bytes.subarray(nameStart, nameStart + nameLength!));
    const local = view.getUint32(entry + 42, true);
    expectEqual(view.getUint32(local, true), 0x04_03_4b_50, `header of ${name}`);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = bytes.subarray(start, start + view.getUint32(entry + 24, true));
    expectEqual(crc32(data), view.getUint32(entry + 16, true), `checksum of ${name}`);
    members.set(name, data);
    entry = nameStart + nameLength! + extraLength! + commentLength!;
  }
  return members;
}

/** A float32 array in C order, version 1.0. */
export function readNpy(bytes: Uint8Array): NpyArray {
  const text = String.fromCharCode(...bytes.subarray(0, 8));
  expectEqual(text, '\x93NUMPY\x01\0', 'magic');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataStart = 10 + view.getUint16(8, true);
  const header = String.fromCharCode(...bytes.subarray(10, dataStart));
  const match = /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(header);
  if (match === null) throw new Error(`unexpected header: ${header}`);
  expectEqual(dataStart % 64, 0, 'alignment');
  const shape = (match[1] ?? '')
    .split(',')
    .filter((length) => length.trim() !== '')
    .map(Number);
  const count = shape.reduce((product, length) => product * length, 1);
  expectEqual(bytes.length, dataStart + 4 * count, 'length');
  return {
    shape,
    data: Float32Array.from({ length: count }, (_, i) => view.getFloat32(dataStart + 4 * i, true)),
  };
}

function expectEqual<Value>(actual: Value, expected: Value, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}
