/** Object headers: the list of messages that describe a group or a data set (HDF5 file format 3.0, IV.A). */
import type { Hdf5Bytes } from './cursor.ts';

export interface Message {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

export const messageTypes = {
  dataspace: 0x01,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  attributeInfo: 0x15,
  linkInfo: 0x02,
  symbolTable: 0x11,
} as const;

const continuation = 0x10;
const maxBlocks = 1000;

/** All messages of the object at an address, those of continuation blocks included. */
export function readMessages(file: Hdf5Bytes, address: number): Message[] {
  return file.byte(address) === 1 ? readVersion1(file, address) : readVersion2(file, address);
}

function readVersion1(file: Hdf5Bytes, address: number): Message[] {
  const count = file.short(address + 2);
  const messages: Message[] = [];
  const blocks: [offset: number, size: number][] = [[address + 16, file.word(address + 8)]];
  for (let block = 0; block < blocks.length && messages.length < count; block++) {
    let [offset, size] = blocks[block]!;
    while (size >= 8 && messages.length < count) {
      const message = { type: file.short(offset), offset: offset + 8, size: file.short(offset + 2) };
      if (message.size > size - 8) throw file.broken('a message is longer than its block');
      if (message.type === continuation) addBlock(file, blocks, message.offset, 0);
      if (file.byte(offset + 4) & 2 && message.type < continuation) throw file.unsupported('shared types');
      messages.push(message);
      offset += 8 + message.size;
      size -= 8 + message.size;
    }
  }
  return messages;
}

function addBlock(file: Hdf5Bytes, blocks: [number, number][], message: number, head: number): void {
  const offset = file.long(message);
  if (blocks.length >= maxBlocks || blocks.some(([known]) => known === offset + head)) {
    throw file.broken('its headers lead in a circle');
  }
  // Blocks of version 2 begin with a signature and end with a checksum.
  blocks.push([offset + head, file.long(message + 8) - 2 * head]);
}

function readVersion2(file: Hdf5Bytes, address: number): Message[] {
  file.expect(address, 'OHDR');
  const flags = file.byte(address + 5);
  let start = address + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const sizeBytes = 1 << (flags & 3);
  const firstSize = file.sized(start, sizeBytes);
  start += sizeBytes;
  const head = flags & 4 ? 6 : 4;
  const blocks: [number, number][] = [[start, firstSize]];
  const messages: Message[] = [];
  for (let block = 0; block < blocks.length; block++) {
    let [offset, size] = blocks[block]!;
    while (size >= head) {
      const message = { type: file.byte(offset), offset: offset + head, size: file.short(offset + 1) };
      if (message.size > size - head) throw file.broken('a message is longer than its block');
      if (message.type === continuation) addBlock(file, blocks, message.offset, 4);
      if (file.byte(offset + 3) & 2 && message.type < continuation) throw file.unsupported('shared types');
      messages.push(message);
      offset += head + message.size;
      size -= head + message.size;
    }
  }
  return messages;
}
