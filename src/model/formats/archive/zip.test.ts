import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { thrownFailure } from '../../../../test/thrownFailure.ts';
import { isZip, unpackZip } from './zip.ts';

const text = strToU8('some words, some words, some words, some words');
const archive = zipSync({
  'folder/a.txt': text,
  '__MACOSX/folder/._a.txt': text,
  '.DS_Store': text,
  'b.bin': [text, { level: 0 }],
});

function changed(bytes: Uint8Array, change: (copy: Uint8Array, view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(copy, new DataView(copy.buffer));
  return copy;
}

/** Offset of the first entry in the central directory. */
function directory(bytes: Uint8Array): number {
  return new DataView(bytes.buffer).getUint32(bytes.length - 22 + 16, true);
}

describe('unpackZip', () => {
  test('gives packed and stored members by the last part of their names, without what macOS adds', () => {
    expect(isZip(archive)).toBe(true);
    const files = unpackZip(archive, 'model.zip');
    expect(files.map(({ name }) => name)).toEqual(['a.txt', 'b.bin']);
    for (const { bytes } of files) expect(bytes).toEqual(text);
  });

  test('a name that leads out of its folder is only a name', () => {
    const files = unpackZip(zipSync({ '../../etc/passwd': text, 'C:/x/y.json': text }), 'model.zip');
    expect(files.map(({ name }) => name)).toEqual(['passwd', 'y.json']);
  });

  test('a member that claims to unpack to gigabytes is refused before anything is made', () => {
    const bomb = changed(archive, (copy, view) => view.setUint32(directory(copy) + 24, 3_000_000_000, true));
    expect(thrownFailure(() => unpackZip(bomb, 'bomb.zip')).code).toBe('modelTooLarge');
  });

  test('a changed byte, a missing end and a wrong offset are damage', () => {
    const flipped = changed(archive, (copy) => {
      copy[46]! ^= 0xff;
    });
    const moved = changed(archive, (copy, view) => view.setUint32(directory(copy) + 42, 7, true));
    for (const bytes of [flipped, moved, archive.subarray(0, archive.length - 30)]) {
      expect(thrownFailure(() => unpackZip(bytes, 'model.zip')).code).toBe('modelFileDamaged');
    }
  });

  test('a password is named as the reason', () => {
    const locked = changed(archive, (copy, view) => view.setUint16(directory(copy) + 8, 1, true));
    expect(thrownFailure(() => unpackZip(locked, 'model.zip')).message).toContain('password');
  });
});
