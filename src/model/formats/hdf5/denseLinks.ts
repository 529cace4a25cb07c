/**
 * Groups of many members that were written in the newer way: a tree of references (III.A.2) into a heap that holds
 * the links themselves (III.G).
 */
import type { Hdf5Bytes } from './cursor.ts';

const maxRecords = 100_000;

/** The parts of the file that hold the links, one for each member. */
export function readDenseLinks(file: Hdf5Bytes, heapAddress: number, treeAddress: number): number[] {
  const heap = openHeap(file, heapAddress);
  return readReferences(file, treeAddress).map((reference) => locate(file, heap, reference));
}

interface FractalHeap {
  readonly offsetBytes: number;
  readonly width: number;
  readonly firstBlock: number;
  readonly largestBlock: number;
  readonly root: number;
  /** 0 where the root is a single block. */
  readonly rows: number;
}

function openHeap(file: Hdf5Bytes, address: number): FractalHeap {
  file.expect(address, 'FRHP');
  if (file.short(address + 7) !== 0) throw file.unsupported('packed names');
  return {
    width: file.short(address + 110),
    firstBlock: file.long(address + 112),
    largestBlock: file.long(address + 120),
    offsetBytes: Math.ceil(file.short(address + 128) / 8),
    root: file.long(address + 132),
    rows: file.short(address + 140),
  };
}

/** Where a reference leads: its kind, then the place in the heap's own address space. */
function locate(file: Hdf5Bytes, heap: FractalHeap, reference: number): number {
  if ((file.byte(reference) >> 4) & 3) throw file.unsupported('names of unusual length');
  let place = 0;
  for (let byte = heap.offsetBytes - 1; byte >= 0; byte--)
    place = place * 256 + file.byte(reference + 1 + byte);
  if (heap.rows === 0) return heap.root + place;
  // Rows of blocks: the first two of the starting size, each further one of twice the size before.
  let start = 0;
  for (let row = 0; row < Math.min(heap.rows, 64); row++) {
    const size = heap.firstBlock * (row < 2 ? 1 : 2 ** (row - 1));
    if (place < start + size * heap.width) {
      if (size > heap.largestBlock) break;
      const column = Math.floor((place - start) / size);
      const entry = heap.root + 13 + heap.offsetBytes + 8 * (row * heap.width + column);
      file.expect(heap.root, 'FHIB');
      return file.long(entry) + (place - start - column * size);
    }
    start += size * heap.width;
  }
  throw file.broken('a name is not where it should be');
}

/** Offsets of all references that a tree of version 2 holds; they stand behind 4 bytes (by name) or 8 (by age). */
function readReferences(file: Hdf5Bytes, address: number): number[] {
  file.expect(address, 'BTHD');
  const type = file.byte(address + 5);
  if (type !== 5 && type !== 6) throw file.broken('a tree is of the wrong kind');
  const nodeBytes = file.word(address + 6);
  const recordBytes = file.short(address + 10);
  const depth = file.short(address + 12);
  if (recordBytes < 8 || depth > 4) throw file.broken('a tree is not understood');
  const head = type === 5 ? 4 : 8;
  const seen = new Set<number>();
  const references: number[] = [];
  const maxOf: number[] = [Math.floor((nodeBytes - 10) / recordBytes)];
  const totals: number[] = [maxOf[0]!];
  const bytesFor = (count: number) => Math.max(1, Math.ceil(Math.log2(count + 1) / 8));
  for (let level = 1; level <= depth; level++) {
    const pointer = 8 + bytesFor(maxOf[level - 1]!) + (level > 1 ? bytesFor(totals[level - 1]!) : 0);
    maxOf.push(Math.floor((nodeBytes - 10 - pointer) / (recordBytes + pointer)));
    totals.push((maxOf[level]! + 1) * totals[level - 1]! + maxOf[level]!);
  }
  const walk = (node: number, count: number, level: number): void => {
    if (seen.has(node) || references.length + count > maxRecords)
      throw file.broken('its groups lead in a circle');
    seen.add(node);
    file.expect(node, level === 0 ? 'BTLF' : 'BTIN');
    for (let index = 0; index < count; index++) references.push(node + 6 + index * recordBytes + head);
    if (level === 0) return;
    const countBytes = bytesFor(maxOf[level - 1]!);
    const pointer = 8 + countBytes + (level > 1 ? bytesFor(totals[level - 1]!) : 0);
    for (let index = 0; index <= count; index++) {
      const at = node + 6 + count * recordBytes + index * pointer;
      let inside = 0;
      for (let byte = countBytes - 1; byte >= 0; byte--) inside = inside * 256 + file.byte(at + 8 + byte);
      walk(file.long(at), inside, level - 1);
    }
  };
  walk(file.long(address + 16), file.short(address + 24), depth);
  return references;
}
