/** Hashes of photos as a file: what tells a photo again, and cannot be turned back into one. */
import { Failure } from '../../lib/failure.ts';
import type { HashList } from './nearDuplicates.ts';
import { hashWords, type PictureHashes } from './perceptualHash.ts';

/** pHash and dHash, two words each; the mirror image's are not needed on this side of a comparison. */
const storedWords = 4;

/**
 * 16 bytes per photo, little-endian: pHash, dHash. Sorted, so that the order says nothing; nearly uniform photos, which
 * are like nothing, are left out.
 */
export function writeHashFile(hashes: readonly PictureHashes[]): Uint8Array {
  const rows = hashes
    .filter(({ isFlat }) => !isFlat)
    .map(({ words }) => [...words.subarray(0, storedWords)])
    .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]! || a[3]! - b[3]!);
  const bytes = new Uint8Array(rows.length * storedWords * 4);
  const view = new DataView(bytes.buffer);
  rows.flat().forEach((word, index) => {
    view.setUint32(4 * index, word, true);
  });
  return bytes;
}

/**
 * The other set of `nearInOther`.
 *
 * @throws Failure savedFileInvalid for a length that is no multiple of 16
 */
export function readHashFile(bytes: Uint8Array): HashList {
  if (bytes.byteLength % (storedWords * 4) !== 0) {
    throw new Failure('savedFileInvalid', `no hashes: ${bytes.byteLength} bytes`);
  }
  const count = bytes.byteLength / (storedWords * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(count * hashWords);
  for (let index = 0; index < count * storedWords; index++) {
    const [photo, word] = [Math.floor(index / storedWords), index % storedWords];
    words[photo * hashWords + word] = view.getUint32(4 * index, true);
  }
  return { words, isFlat: new Uint8Array(count) };
}
