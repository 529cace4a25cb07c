import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { samples } from './samples.ts';

/** Size from a JPEG's first frame header (SOF0–SOF2). */
function jpegSize(bytes: Buffer): { width: number; height: number } {
  let offset = 2;
  while (offset < bytes.length) {
    const marker = bytes.readUInt16BE(offset);
    if (marker >= 0xffc0 && marker <= 0xffc2) {
      return { height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7) };
    }
    offset += 2 + bytes.readUInt16BE(offset + 2);
  }
  throw new Error('no frame header');
}

test.each(samples)('the sample $id has the stated size and a credit', ({ id, url, width, height }) => {
  const folder = new URL('../../../public/', import.meta.url);
  expect(jpegSize(readFileSync(new URL(url, folder)))).toEqual({ width, height });
  expect(readFileSync(new URL('samples/CREDITS.md', folder), 'utf8')).toContain(`${id}.jpg`);
});
