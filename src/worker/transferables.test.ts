import { expect, test } from 'vitest';
import { transferablesOf } from './transferables.ts';

test('finds each buffer once, however deep it lies', () => {
  const maps = new Float32Array(4);
  const bytes = new Uint8Array(2);
  const found = transferablesOf({ maps: { a: maps, b: maps.subarray(1) }, list: [bytes, null, 'text', 3] });
  expect(found).toEqual([maps.buffer, bytes.buffer]);
});

test('leaves alone what is cloned: blobs, maps, shared memory', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  expect(
    transferablesOf({ blob: new Blob(['x']), table: new Map([['a', new Uint8Array(1)]]), shared }),
  ).toEqual([]);
});
