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

  test('takes an orientation for one only where it is a SHORT: others turn no picture', () => {
    const bytes = readFixture('orientation-6.jpg').slice();
    expect(headerOf(bytes)?.orientation).toBe(6);
    const text = String.fromCharCode(...bytes.subarray(0, 256));
    const [entry] = [text.indexOf('\x12\x01\x03\0'), text.indexOf('\x01\x12\0\x03')].filter((at) => at >= 0);
    for (let at = entry! + 2; at < entry! + 4; at++) if (bytes[at] === 3) bytes[at] = 4;
    expect(headerOf(bytes)?.orientation).toBe(1);
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
