import { describe, expect, test } from 'vitest';
import fixtures from '../../test/fixtures/index.json';
import { readFixture } from '../../test/fixtures/readFixture.ts';
import { isComplete } from './complete.ts';
import { jpegSegments } from './header/jpeg.ts';
import { pngChunks } from './header/png.ts';
import { webpChunks } from './header/webp.ts';
import { readHeader } from './header.ts';
import { type PictureFormat, sniffFile } from './sniff.ts';
import { stripMetadata } from './stripMetadata.ts';

function formatOf(bytes: Uint8Array): PictureFormat {
  const sniffed = sniffFile(bytes);
  if (sniffed.kind !== 'picture') throw new Error(`not a picture: ${sniffed.type}`);
  return sniffed.format;
}

function stripped(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(stripMetadata(bytes, formatOf(bytes)).flatMap((piece) => [...piece]));
}

const tagged = fixtures.pictures.filter(({ hasColourProfile }) => hasColourProfile);
const plain = fixtures.pictures.filter(
  ({ format, orientation, hasColourProfile }) =>
    !hasColourProfile && (format === 'jpeg' || orientation === 1),
);

describe('stripMetadata', () => {
  test.each(tagged)('leaves $file whole and says nothing of colour any more', ({ file }) => {
    const bytes = readFixture(file);
    const format = formatOf(bytes);
    const result = stripped(bytes);

    expect(result.length).toBeLessThan(bytes.length);
    expect(isComplete(result, format)).toBe(true);
    expect(readHeader(result, format)).toEqual({
      ...readHeader(bytes, format),
      hasColourProfile: false,
      orientation: 1,
    });
    expect(stripped(result)).toEqual(result);
  });

  test.each(['png-orientation-6.png', 'webp-orientation-5.webp'])(
    'takes the orientation out of %s',
    (file) => {
      const bytes = readFixture(file);

      expect(readHeader(bytes, formatOf(bytes))?.orientation).not.toBe(1);
      expect(readHeader(stripped(bytes), formatOf(bytes))?.orientation).toBe(1);
    },
  );

  test.each(plain)('gives $file back as it is', ({ file }) => {
    const bytes = readFixture(file);

    expect(stripMetadata(bytes, formatOf(bytes))).toEqual([bytes]);
  });

  test('leaves a chunk alone that is cut off', () => {
    const bytes = readFixture('png-gamma.png');
    const gamma = [...pngChunks(bytes)].find(({ type }) => type === 'gAMA')!;
    const cut = bytes.slice(0, gamma.end - 2);

    expect(stripMetadata(cut, 'png')).toEqual([cut]);
  });

  test('keeps every other segment of a JPEG, and the scan, byte by byte', () => {
    const bytes = readFixture('jpeg-icc.jpg');
    const profile = [...jpegSegments(bytes)].find(({ marker }) => marker === 0xe2)!;

    expect(stripped(bytes)).toEqual(
      Uint8Array.from([...bytes.subarray(0, profile.start), ...bytes.subarray(profile.end)]),
    );
  });

  test('keeps every other chunk of a PNG', () => {
    const bytes = readFixture('png-gamma.png');
    const kept = [...pngChunks(bytes)].filter(({ type }) => type !== 'gAMA' && type !== 'cHRM');

    expect(stripped(bytes)).toEqual(
      Uint8Array.from([
        ...bytes.subarray(0, 8),
        ...kept.flatMap(({ start, end }) => [...bytes.subarray(start, end)]),
      ]),
    );
  });

  test('keeps every other chunk of a WebP and mends its length and its flags', () => {
    const bytes = readFixture('webp-icc-orientation-3.webp');
    const result = stripped(bytes);
    const content = (file: Uint8Array) =>
      [...webpChunks(file)]
        .filter(({ type }) => type !== 'ICCP' && type !== 'EXIF' && type !== 'VP8X')
        .map(({ start, end }) => [...file.subarray(start, end)]);

    expect(content(result)).toEqual(content(bytes));
    expect(new DataView(result.buffer).getUint32(4, true)).toBe(result.length - 8);
    // The flags for ICC and EXIF; nothing else is set in this file.
    expect([bytes[20], result[20]]).toEqual([0x28, 0]);
  });
});
