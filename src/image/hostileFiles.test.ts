import fc from 'fast-check';
import { expect, test } from 'vitest';
import fixtures from '../../test/fixtures/index.json';
import { readFixture } from '../../test/fixtures/readFixture.ts';
import { isComplete } from './complete.ts';
import { readHeader } from './header.ts';
import { type PictureFormat, sniffFile } from './sniff.ts';
import { stripMetadata } from './stripMetadata.ts';

const formats: readonly PictureFormat[] = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
  'avif',
  'heic',
  'jxl',
  'tiff',
];

const files = [...fixtures.pictures, ...fixtures.badPictures].map(({ file }) => readFixture(file));

/** One change of the kinds that break parsers: a byte, a 32-bit field, a cut, a repeated stretch. */
interface Change {
  readonly kind: 'byte' | 'field' | 'cut' | 'repeat';
  /** As a fraction of the file. */
  readonly place: number;
  readonly value: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('byte', 'field', 'cut', 'repeat'),
  // Squared, since headers are at the beginning.
  place: fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x * x),
  value: fc.oneof(fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff, 0xffd8ffda), fc.nat(0xffffffff)),
});

function applyChange(bytes: Uint8Array<ArrayBuffer>, { kind, place, value }: Change) {
  const offset = Math.floor(place * bytes.length);
  switch (kind) {
    case 'byte':
      bytes[offset] = value & 255;
      return bytes;
    case 'field':
      for (let i = 0; i < 4; i++) bytes[offset + i] = value >>> (8 * i);
      return bytes;
    case 'cut':
      return bytes.slice(0, offset);
    default:
      return Uint8Array.from([...bytes.subarray(0, offset), ...bytes.subarray(offset >> 1)]);
  }
}

test('any damaged file is described in one way or another, and nothing throws', () => {
  const damaged = fc
    .tuple(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([file, changes]) => changes.reduce(applyChange, file.slice()));

  fc.assert(
    fc.property(damaged, fc.constantFrom(...formats), (bytes, otherFormat) => {
      const sniffed = sniffFile(bytes);
      // Also as a format that it is not: the readers must not rely on the signature.
      for (const format of sniffed.kind === 'picture' ? [sniffed.format, otherFormat] : [otherFormat]) {
        const header = readHeader(bytes, format);
        if (header !== undefined) {
          expect(header.width).toBeGreaterThan(0);
          expect(header.height).toBeGreaterThan(0);
          expect(header.orientation).toBeOneOf([1, 2, 3, 4, 5, 6, 7, 8]);
        }
        expect(isComplete(bytes, format)).toBeTypeOf('boolean');
        const keptBytes = stripMetadata(bytes, format).reduce((sum, piece) => sum + piece.length, 0);
        expect(keptBytes).toBeLessThanOrEqual(bytes.length);
      }
    }),
    { numRuns: 2000, seed: 20_261_122 },
  );
});
