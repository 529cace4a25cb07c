import { describe, expect, test } from 'vitest';
import fixtures from '../../test/fixtures/index.json';
import { readFixture } from '../../test/fixtures/readFixture.ts';
import { readHeader } from './header.ts';
import { sniffFile } from './sniff.ts';

function headerOf(bytes: Uint8Array) {
  const sniffed = sniffFile(bytes);
  return sniffed.kind === 'picture' ? readHeader(bytes, sniffed.format) : undefined;
}

describe('readHeader', () => {
  test.each(fixtures.pictures)('finds size, turn, depth and colour facts of $file', (picture) => {
    const { storedWidth, storedHeight, orientation, bitDepth, hasAlpha, isAnimated, hasColourProfile } =
      picture;

    expect(headerOf(readFixture(picture.file))).toEqual({
      width: storedWidth,
      height: storedHeight,
      orientation,
      bitDepth,
      hasAlpha,
      isAnimated,
      hasColourProfile,
    });
  });

  test('finds the size of a picture that must not be decoded', () => {
    expect(headerOf(readFixture('bomb-20000.png'))).toMatchObject({ width: 20_000, height: 20_000 });
    expect(headerOf(readFixture('wide-65535.png'))).toMatchObject({ width: 65_535, height: 1 });
    expect(headerOf(readFixture('scan.tif'))).toMatchObject({ width: 40, height: 28 });
  });

  test.each([
    ['SHORT', '\x03\0\x01\0\0\0\x06\0\0\0', 6],
    ['LONG', '\x04\0\x01\0\0\0\x06\0\0\0', 1],
    ['BYTE', '\x01\0\x01\0\0\0\x06\0\0\0', 1],
  ])('takes an orientation that is a %s as decoders do', (_, entry, orientation) => {
    const exif = `Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01${entry}\0\0\0\0`;
    const segment = `\xff\xe1\0${String.fromCharCode(exif.length + 2)}${exif}`;
    const plain = readFixture('jpeg-444.jpg');
    const start = Uint8Array.from(`\xff\xd8${segment}`, (character) => character.charCodeAt(0));
    const bytes = new Uint8Array([...start, ...plain.subarray(2)]);
    expect(headerOf(bytes)?.orientation).toBe(orientation);
  });

  test('finds nothing where the size is cut off', () => {
    expect(headerOf(readFixture('truncated-header.jpg'))).toBeUndefined();
    expect(headerOf(readFixture('photo.heic'))).toBeUndefined();
    expect(headerOf(readFixture('png-rgb.png').subarray(0, 20))).toBeUndefined();
  });

  test('finds nothing in a picture without area', () => {
    const png = readFixture('png-rgb.png');
    png.fill(0, 16, 20);

    expect(headerOf(png)).toBeUndefined();
  });
});
