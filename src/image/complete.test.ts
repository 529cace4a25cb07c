import { describe, expect, test } from 'vitest';
import fixtures from '../../test/fixtures/index.json';
import { readFixture } from '../../test/fixtures/readFixture.ts';
import { isComplete } from './complete.ts';
import { sniffFile } from './sniff.ts';

function isWhole(bytes: Uint8Array) {
  const sniffed = sniffFile(bytes);
  if (sniffed.kind !== 'picture') throw new Error(`not a picture: ${sniffed.type}`);
  return isComplete(bytes, sniffed.format);
}

const truncated = fixtures.badPictures.filter(({ code }) => code === 'pictureTruncated');

describe('isComplete', () => {
  test.each(fixtures.pictures)('accepts $file, and with a tail behind it', ({ file }) => {
    const bytes = readFixture(file);

    expect(isWhole(bytes)).toBe(true);
    expect(isWhole(Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).toBe(true);
  });

  test.each(truncated)('refuses $file', ({ file }) => {
    expect(isWhole(readFixture(file))).toBe(false);
  });

  test.each(['jpeg-progressive.jpg', 'png-palette.png', 'webp-alpha.webp', 'bmp-24.bmp'])(
    'refuses %s cut at any place',
    (file) => {
      const bytes = readFixture(file);
      for (let length = 40; length < bytes.length; length += 7) {
        expect(isWhole(bytes.subarray(0, length)), `cut at ${length}`).toBe(false);
      }
    },
  );

  test('does not take the end of an embedded preview for the end of the photo', () => {
    const preview = [0xff, 0xd8, 0xff, 0xd9];
    const application = [0xff, 0xe1, 0, 2 + preview.length, ...preview];
    const bytes = Uint8Array.from([0xff, 0xd8, ...application, 0xff, 0xda, 0, 2, 1, 2, 3]);

    expect(isComplete(bytes, 'jpeg')).toBe(false);
    expect(isComplete(Uint8Array.from([...bytes, 0xff, 0xd9]), 'jpeg')).toBe(true);
  });

  test('looks no further than a segment that is shorter than its own length', () => {
    expect(isComplete(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 0, 0xff, 0xd9), 'jpeg')).toBe(false);
  });

  test('forgives a GIF the missing trailer, but not half a frame', () => {
    const bytes = readFixture('gif-still.gif');

    expect(isComplete(bytes.subarray(0, -1), 'gif')).toBe(true);
    expect(isComplete(bytes.subarray(0, -2), 'gif')).toBe(false);
  });
});
