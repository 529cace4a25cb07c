import { describe, expect, test } from 'vitest';
import fixtures from '../../test/fixtures/index.json';
import { readFixture } from '../../test/fixtures/readFixture.ts';
import { sniffFile } from './sniff.ts';

function bytesOf(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (character) => character.charCodeAt(0));
}

describe('sniffFile', () => {
  test.each(fixtures.pictures)('knows $file for $format', ({ file, format }) => {
    expect(sniffFile(readFixture(file))).toMatchObject({ kind: 'picture', format });
  });

  test.each([
    ['text.jpg', { kind: 'notAPicture', type: 'text' }],
    ['page.jpg', { kind: 'notAPicture', type: 'HTML' }],
    ['document.jpg', { kind: 'notAPicture', type: 'PDF' }],
    ['archive.png', { kind: 'notAPicture', type: 'ZIP' }],
    ['film.jpg', { kind: 'video', type: 'MP4 video' }],
    ['noise.jpg', { kind: 'notAPicture', type: 'unknown' }],
    ['evil.svg', { kind: 'unsupportedPicture', type: 'SVG' }],
    ['layers.psd', { kind: 'unsupportedPicture', type: 'PSD' }],
    ['photo.heic', { kind: 'picture', format: 'heic', type: 'HEIC' }],
    ['scan.tif', { kind: 'picture', format: 'tiff', type: 'TIFF' }],
  ])('says what %s really is', (file, expected) => {
    expect(sniffFile(readFixture(file))).toEqual(expected);
  });

  test.each([
    ['RIFF\x10\0\0\0AVI LIST', 'AVI video'],
    ['{"modelTopology": {}}', 'JSON'],
    ['[1, 2]', 'JSON'],
    ['<?xml version="1.0"?><root/>', 'XML'],
    ['  <html lang="en">', 'HTML'],
    ['\xef\xbb\xbfcolumn;column', 'text'],
    ['BMW, a text that begins like a bitmap', 'text'],
    ['', 'unknown'],
  ])('calls %j %s', (start, type) => {
    expect(sniffFile(bytesOf(start))).toEqual({ kind: 'notAPicture', type });
  });

  test.each([
    ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'QuickTime video'],
    ['\0\0\0\x08wide\0\0\x10\0mdat', 'QuickTime video'],
    ['\x1aE\xdf\xa3\x01', 'WebM video'],
  ])('takes %j for a video: %s', (start, type) => {
    expect(sniffFile(bytesOf(start))).toEqual({ kind: 'video', type });
  });

  test('tells a film from a picture by its major brand, whatever it says to be compatible with', () => {
    const film = bytesOf('\0\0\0\x18ftypisom\0\0\0\0mif1avif');
    const picture = bytesOf('\0\0\0\x18ftypmif1\0\0\0\0mif1avif');

    expect(sniffFile(film)).toEqual({ kind: 'video', type: 'MP4 video' });
    expect(sniffFile(picture)).toMatchObject({ kind: 'picture', format: 'avif' });
  });

  test.each(['heix', 'HEIC', 'h\0ic', 'xxxx'])(
    'knows a picture by its handler where the brand is %j',
    (brand) => {
      const handler = '\0\0\x01\0meta\0\0\0\0\0\0\0\x21hdlr\0\0\0\0\0\0\0\0pict';
      const start = (brands: string) => bytesOf(`\0\0\0\x18ftyp${brand}\0\0\0\0${brands}${handler}`);
      expect(sniffFile(start('mif1heic'))).toMatchObject({ kind: 'picture', format: 'heic' });
      expect(sniffFile(start('mif1avif'))).toMatchObject({ kind: 'picture', format: 'avif' });
    },
  );
});
