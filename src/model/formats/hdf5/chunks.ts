/** Data sets in chunks: a tree of them (III.A.1), each run through filters (IV.A.2.l) before it was written. */
import { unzlibSync } from 'fflate';
import type { Hdf5Bytes } from './cursor.ts';

interface Filter {
  readonly id: number;
  readonly values: readonly number[];
}

const gzip = 1;
const shuffle = 2;
const checksum = 3;

interface Grid {
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly itemBytes: number;
  readonly chunkBytes: number;
  readonly filters: readonly Filter[];
  readonly target: Uint8Array;
}

/**
 * The bytes of a whole data set. Chunks that were never written are zeros.
 * @param layout offset of the chunked layout's properties: rank + 1, address, sizes
 */
export function readChunks(
  file: Hdf5Bytes,
  layout: number,
  filters: number | undefined,
  shape: readonly number[],
  itemBytes: number,
): Uint8Array {
  const rank = file.byte(layout) - 1;
  const tree = file.address(layout + 1);
  const chunk = Array.from({ length: rank }, (_, axis) => file.word(layout + 9 + 4 * axis));
  const size = shape.reduce((product, side) => product * side, itemBytes);
  const chunkBytes = chunk.reduce((product, side) => product * side, itemBytes);
  if (rank !== shape.length || rank < 1 || chunk.some((side) => side < 1))
    throw file.broken('chunks do not fit');
  // A chunk may stick out of the data set at its end, but not by much.
  if (chunkBytes > Math.max(size * 2 ** rank, 2 ** 20))
    throw file.broken('chunks are larger than what they hold');
  const grid: Grid = {
    shape,
    chunk,
    itemBytes,
    chunkBytes,
    filters: filters === undefined ? [] : readFilters(file, filters),
    target: new Uint8Array(size),
  };
  if (tree !== null) walkChunks(file, tree, grid, new Set());
  return grid.target;
}

function readFilters(file: Hdf5Bytes, offset: number): Filter[] {
  const version = file.byte(offset);
  const count = file.byte(offset + 1);
  if (count > 32 || (version !== 1 && version !== 2)) throw file.broken('filters are not understood');
  let at = offset + (version === 1 ? 8 : 2);
  return Array.from({ length: count }, () => {
    const id = file.short(at);
    const hasName = version === 1 || id >= 256;
    const nameSize = hasName ? file.short(at + 2) : 0;
    at += hasName ? 4 : 2;
    const valueCount = file.short(at + 2);
    at += 4 + (version === 1 ? Math.ceil(nameSize / 8) * 8 : nameSize);
    const values = Array.from({ length: Math.min(valueCount, 32) }, (_, index) => file.word(at + 4 * index));
    at += 4 * (valueCount + (version === 1 ? valueCount % 2 : 0));
    if (id < gzip || id > checksum) throw file.unsupported('a way of packing other than gzip');
    return { id, values };
  });
}

function walkChunks(file: Hdf5Bytes, node: number, grid: Grid, seen: Set<number>): void {
  if (seen.has(node)) throw file.broken('its chunks lead in a circle');
  seen.add(node);
  file.expect(node, 'TREE');
  if (file.byte(node + 4) !== 1) throw file.broken('a tree is of the wrong kind');
  const level = file.byte(node + 5);
  const count = file.short(node + 6);
  const rank = grid.shape.length;
  const keyBytes = 8 + 8 * (rank + 1);
  for (let index = 0; index < count; index++) {
    const key = node + 24 + index * (keyBytes + 8);
    const child = file.long(key + keyBytes);
    if (level > 0) {
      if (file.byte(child + 5) >= level) throw file.broken('its chunks lead in a circle');
      walkChunks(file, child, grid, seen);
      continue;
    }
    if (seen.has(child)) throw file.broken('two chunks lie in one place');
    seen.add(child);
    const start = Array.from({ length: rank }, (_, axis) => file.long(key + 8 + 8 * axis));
    const stored = file.slice(child, file.word(key));
    placeChunk(grid, start, unfilter(file, stored, file.word(key + 4), grid));
  }
}

function unfilter(file: Hdf5Bytes, stored: Uint8Array, mask: number, grid: Grid): Uint8Array {
  let bytes = stored;
  for (let index = grid.filters.length - 1; index >= 0; index--) {
    const { id, values } = grid.filters[index]!;
    if ((mask >> index) & 1) continue;
    if (id === gzip) bytes = inflate(file, bytes, grid.chunkBytes + 4);
    else if (id === shuffle) bytes = unshuffle(bytes, values[0] ?? grid.itemBytes);
    else bytes = bytes.subarray(0, Math.max(0, bytes.length - 4));
  }
  if (bytes.length !== grid.chunkBytes) throw file.broken('a chunk has too few or too many bytes');
  return bytes;
}

function inflate(file: Hdf5Bytes, bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return unzlibSync(bytes, { out: new Uint8Array(limit) });
  } catch {
    throw file.broken('a chunk cannot be unpacked');
  }
}

/** The filter has put all first bytes of the numbers first, then all second ones, and so on. */
function unshuffle(bytes: Uint8Array, itemBytes: number): Uint8Array {
  if (itemBytes < 2 || itemBytes > 16) return bytes;
  const count = Math.floor(bytes.length / itemBytes);
  const restored = bytes.slice();
  for (let byte = 0; byte < itemBytes; byte++) {
    for (let index = 0; index < count; index++)
      restored[index * itemBytes + byte] = bytes[byte * count + index]!;
  }
  return restored;
}

/** Copies the rows of a chunk to where they belong; what sticks out is left away. */
function placeChunk(
  { shape, chunk, itemBytes, target }: Grid,
  start: readonly number[],
  bytes: Uint8Array,
): void {
  const rank = shape.length;
  if (start.some((at, axis) => at >= shape[axis]!)) return;
  const last = rank - 1;
  const rowBytes = Math.min(chunk[last]!, shape[last]! - start[last]!) * itemBytes;
  const rows = chunk.slice(0, last).reduce((product, side) => product * side, 1);
  for (let row = 0; row < rows; row++) {
    let rest = row;
    let place = 0;
    let isInside = true;
    let stride = shape[last]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      const at = start[axis]! + (rest % chunk[axis]!);
      rest = Math.floor(rest / chunk[axis]!);
      if (at >= shape[axis]!) isInside = false;
      place += at * stride;
      stride *= shape[axis]!;
    }
    if (!isInside) continue;
    const from = row * chunk[last]! * itemBytes;
    target.set(bytes.subarray(from, from + rowBytes), (place + start[last]!) * itemBytes);
  }
}
