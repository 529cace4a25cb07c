/** Members of a group: a tree of symbol tables (III.A.1, III.B, III.D), or links in the header itself (IV.A.2.g). */
import type { Hdf5Bytes } from './cursor.ts';
import { readDenseLinks } from './denseLinks.ts';
import { type Message, messageTypes } from './messages.ts';

const maxMembers = 100_000;

/** Addresses of a group's members by name. */
export function readMembers(file: Hdf5Bytes, messages: readonly Message[]): Map<string, number> {
  const members = new Map<string, number>();
  const add = (name: string, address: number) => {
    if (members.size >= maxMembers) throw file.broken('a group has too many members');
    members.set(name, address);
  };
  for (const { type, offset } of messages) {
    if (type === messageTypes.symbolTable) {
      const heap = file.long(offset + 8);
      file.expect(heap, 'HEAP');
      const names = { start: file.long(heap + 24), size: file.long(heap + 8) };
      walkTree(file, file.long(offset), names, add, new Set());
    } else if (type === messageTypes.link) readLink(file, offset, add);
    else if (type === messageTypes.linkInfo) {
      for (const link of denseLinks(file, offset)) readLink(file, link, add);
    }
  }
  return members;
}

type AddMember = (name: string, address: number) => void;

interface Names {
  readonly start: number;
  readonly size: number;
}

function walkTree(file: Hdf5Bytes, node: number, names: Names, add: AddMember, seen: Set<number>): void {
  // Each node belongs to one parent; a file that says otherwise would take for ever.
  if (seen.has(node)) throw file.broken('its groups lead in a circle');
  seen.add(node);
  file.expect(node, 'TREE');
  if (file.byte(node + 4) !== 0) throw file.broken('a tree is of the wrong kind');
  const level = file.byte(node + 5);
  const count = file.short(node + 6);
  if (seen.size > maxMembers || level > 12) throw file.broken('a group is too deep');
  for (let index = 0; index < count; index++) {
    const child = file.long(node + 32 + 16 * index);
    if (level > 0) {
      if (file.byte(child + 5) >= level) throw file.broken('its groups lead in a circle');
      walkTree(file, child, names, add, seen);
    } else readSymbols(file, child, names, add, seen);
  }
}

function readSymbols(file: Hdf5Bytes, node: number, names: Names, add: AddMember, seen: Set<number>): void {
  if (seen.has(node)) throw file.broken('its groups lead in a circle');
  seen.add(node);
  file.expect(node, 'SNOD');
  const count = file.short(node + 6);
  for (let index = 0; index < count; index++) {
    const entry = node + 8 + 40 * index;
    const name = file.long(entry);
    if (name >= names.size) throw file.broken('a name is not where it should be');
    add(textAt(file, names.start + name, names.size - name), file.long(entry + 8));
  }
}

function textAt(file: Hdf5Bytes, offset: number, limit: number): string {
  const bytes = file.slice(offset, Math.min(limit, 1024, file.bytes.length - offset));
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function readLink(file: Hdf5Bytes, offset: number, add: AddMember): void {
  const flags = file.byte(offset + 1);
  let at = offset + 2;
  const isHard = flags & 8 ? file.byte(at++) === 0 : true;
  at += flags & 4 ? 8 : 0;
  at += flags & 16 ? 1 : 0;
  const sizeBytes = 1 << (flags & 3);
  const size = file.sized(at, sizeBytes);
  at += sizeBytes;
  if (isHard) add(new TextDecoder().decode(file.slice(at, size)), file.long(at + size));
}

function denseLinks(file: Hdf5Bytes, offset: number): number[] {
  const start = offset + 2 + (file.byte(offset + 1) & 1 ? 8 : 0);
  const heap = file.address(start);
  const tree = file.address(start + 8);
  return heap === null || tree === null ? [] : readDenseLinks(file, heap, tree);
}
