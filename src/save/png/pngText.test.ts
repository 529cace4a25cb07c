import { execFileSync } from 'node:child_process';
import { deflateSync, crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPython } from '../../../test/findPython.ts';
import { readFixture } from '../../../test/fixtures/readFixture.ts';
import { thrownFailure } from '../../../test/thrownFailure.ts';
import { isComplete } from '../../image/complete.ts';
import { pngChunks } from '../../image/header/png.ts';
import { crc32 } from '../../lib/crc32.ts';
import { readPngTexts, withPngTexts } from './pngText.ts';

const png = readFixture('png-rgba.png');
const ihdrEnd = 33;

/** A chunk put together from its definition, without the code under test. */
function chunk(type: string, data: Uint8Array | Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(zlibCrc32(body));
  return Buffer.concat([length, body, checksum]);
}

function withChunk(added: Buffer): Uint8Array {
  return Buffer.concat([png.subarray(0, ihdrEnd), added, png.subarray(ihdrEnd)]);
}

const head = (flags: string) => Buffer.from(`keyword\0${flags}en\0Schlüssel\0`);

test('the checksum is the CRC-32 of everyone else', () => {
  // The check value of CRC-32/ISO-HDLC: the nine digits.
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcb_f4_39_26);
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)));
});

describe('texts in a PNG', () => {
  test('come back as they went in, right after the head, and the picture is untouched', () => {
    const anything = fc.array(
      fc.record({
        keyword: fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/),
        text: fc.string({ unit: 'grapheme' }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(anything, (texts) => {
        const written = withPngTexts(png, texts);
        expect(readPngTexts(written)).toEqual(texts);
        const types = Array.from(pngChunks(written), ({ type }) => type);
        const before = Array.from(pngChunks(png), ({ type }) => type);
        expect(types).toEqual(['IHDR', ...texts.map(() => 'iTXt'), ...before.slice(1)]);
        expect(isComplete(written, 'png')).toBe(true);
      }),
    );
  });

  test('replace those of the same keyword and leave the others', () => {
    const once = withPngTexts(png, [
      { keyword: 'Title', text: 'a' },
      { keyword: 'Author', text: 'b' },
    ]);
    expect(readPngTexts(withPngTexts(once, [{ keyword: 'Title', text: 'c' }]))).toEqual([
      { keyword: 'Title', text: 'c' },
      { keyword: 'Author', text: 'b' },
    ]);
  });

  test('are read compressed and with a language, as other programs write them', () => {
    const plain = withChunk(chunk('iTXt', Buffer.concat([head('\0\0'), Buffer.from('größer')])));
    const packed = withChunk(
      chunk('iTXt', Buffer.concat([head('\x01\0'), deflateSync(Buffer.from('größer'.repeat(1000)))])),
    );
    expect(readPngTexts(plain)).toEqual([{ keyword: 'keyword', text: 'größer' }]);
    expect(readPngTexts(packed)).toEqual([{ keyword: 'keyword', text: 'größer'.repeat(1000) }]);
  });

  test.each<[what: string, data: Buffer]>([
    ['that unpacks to 80 MB', Buffer.concat([head('\x01\0'), deflateSync(Buffer.alloc(80e6))])],
    [
      'whose compression ends early',
      Buffer.concat([head('\x01\0'), deflateSync(Buffer.alloc(99)).subarray(0, 5)]),
    ],
    ['in a compression that does not exist', Buffer.concat([head('\x02\0'), Buffer.from('text')])],
    ['that is no UTF-8', Buffer.concat([head('\0\0'), Buffer.from([0xff, 0xfe])])],
    ['without the ends of its fields', Buffer.from('keyword\0\0\0en')],
    ['without anything', Buffer.alloc(0)],
  ])('a text %s is left out', (_, data) => {
    expect(readPngTexts(withChunk(chunk('iTXt', data)))).toEqual([]);
  });

  test('one with a wrong checksum is left out', () => {
    const written = withPngTexts(png, [{ keyword: 'Title', text: 'abc' }]);
    // Length and type, the keyword and its zero, four bytes of fields: here the text begins.
    written[ihdrEnd + 8 + 6 + 4]! ^= 1;
    expect(readPngTexts(written)).toEqual([]);
  });

  test('only PNG files have or take any', () => {
    expect(readPngTexts(readFixture('jpeg-420.jpg'))).toEqual([]);
    const failure = thrownFailure(() => withPngTexts(readFixture('jpeg-420.jpg'), []));
    expect(failure.code).toBe('savedFileInvalid');
  });
});

const python = findPython('PIL');
if (python === null) {
  console.warn('skipped: Pillow reading our PNG texts, for there is no Python with Pillow');
} else {
  test('Pillow reads the same texts', () => {
    const written = withPngTexts(png, [{ keyword: 'stratacam:recipe', text: '{"größe": "🐈"}' }]);
    const script = `
import io, sys
from PIL import Image
picture = Image.open(io.BytesIO(sys.stdin.buffer.read()))
picture.load()
sys.stdout.buffer.write(picture.text['stratacam:recipe'].encode())`;
    expect(execFileSync(python, ['-c', script], { input: written }).toString()).toBe('{"größe": "🐈"}');
  });
}
