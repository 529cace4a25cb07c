/** ZIP archives from strangers. APPNOTE.TXT 6.3: end record 4.3.16, central directory 4.3.12, local header 4.3.7. */
import { inflateSync } from 'fflate';
import { crc32 } from '../../../lib/crc32.ts';
import { MAX_BYTES } from '../limits.ts';
import type { ModelFile } from '../modelSource.ts';
import { damaged, refused, tooLarge } from '../refuse.ts';

const maxMembers = 1000;
/** Deflate reaches 1,032 at most; weights and JSON never come near it. */
const maxRatio = 300;

const endSignature = 0x0605_4b50;
const entrySignature = 0x0201_4b50;
const localSignature = 0x0403_4b50;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly localOffset: number;
}

/** Whether a file begins as ZIP archives do. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= 22 && bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Unpacks an archive into memory. Names are reduced to what follows the last slash, so that none leads anywhere;
 * folders, empty members and what macOS adds (`__MACOSX/`, `._…`, `.DS_Store`) are left out. The declared sizes
 * are checked before anything is unpacked, the checksum after.
 *
 * @param archive the archive's own name, for messages
 * @throws Failure `modelFileDamaged`, `modelTooLarge`, `modelKindRefused` for encrypted archives
 */
export function unpackZip(bytes: Uint8Array, archive: string): ModelFile[] {
  const entries = readDirectory(bytes, archive);
  let total = 0;
  for (const entry of entries) {
    total += entry.bytes;
    if (total > MAX_BYTES || entry.bytes > Math.max(4096, entry.packedBytes * maxRatio)) {
      throw tooLarge(`“${archive}” unpacks to more than can be read safely`);
    }
  }
  return entries.map((entry) => ({ name: entry.name, bytes: unpackEntry(bytes, entry, archive) }));
}

function readDirectory(bytes: Uint8Array, archive: string): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) throw damaged(archive, 'The archive’s end is missing');
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === 0xffff_ffff) throw tooLarge(`“${archive}” is an archive of over 4 GB`);
  if (count > maxMembers) throw tooLarge(`“${archive}” has over ${maxMembers} files`);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (offset + 46 > end || view.getUint32(offset, true) !== entrySignature) {
      throw damaged(archive, 'The archive’s list of files is broken');
    }
    if (view.getUint16(offset + 8, true) & 1) throw refused(`“${archive}” is locked with a password`);
    const nameBytes = view.getUint16(offset + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(offset + 46, offset + 46 + nameBytes));
    const entry: Entry = {
      name: name.slice(name.lastIndexOf('/') + 1),
      method: view.getUint16(offset + 10, true),
      crc: view.getUint32(offset + 16, true),
      packedBytes: view.getUint32(offset + 20, true),
      bytes: view.getUint32(offset + 24, true),
      localOffset: view.getUint32(offset + 42, true),
    };
    if (!isIgnored(name) && entry.name !== '' && entry.bytes > 0) entries.push(entry);
    offset += 46 + nameBytes + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return entries;
}

/** The end record stands in the last 65,557 bytes: a comment may follow it. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let offset = view.byteLength - 22; offset >= first; offset--) {
    if (view.getUint32(offset, true) === endSignature) return offset;
  }
  return null;
}

function isIgnored(name: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return name.startsWith('__MACOSX/') || last.startsWith('._') || last === '.DS_Store';
}

function unpackEntry(bytes: Uint8Array, entry: Entry, archive: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { localOffset, packedBytes } = entry;
  if (localOffset + 30 > bytes.length || view.getUint32(localOffset, true) !== localSignature) {
    throw damaged(archive, `“${entry.name}” is not where the archive says`);
  }
  const start =
    localOffset + 30 + view.getUint16(localOffset + 26, true) + view.getUint16(localOffset + 28, true);
  if (start + packedBytes > bytes.length) throw damaged(archive, `The end of “${entry.name}” is missing`);
  const packed = bytes.subarray(start, start + packedBytes);
  const unpacked = inflate(packed, entry, archive);
  if (unpacked.length !== entry.bytes || crc32(unpacked) !== entry.crc) {
    throw damaged(archive, `“${entry.name}” is not what the archive’s checksum promises`);
  }
  return unpacked;
}

function inflate(packed: Uint8Array, entry: Entry, archive: string): Uint8Array {
  // A stored member is copied, so that weights begin where floats may.
  if (entry.method === 0) return packed.slice();
  if (entry.method !== 8) throw refused(`“${archive}” is packed in a way that cannot be read here`);
  try {
    return inflateSync(packed, { out: new Uint8Array(entry.bytes) });
  } catch {
    throw damaged(archive, `“${entry.name}” cannot be unpacked`);
  }
}
