import { describe, expect, test } from 'vitest';
import { readFixture } from '../../../test/fixtures/readFixture.ts';
import { type AvifTurn, turnedAvif } from '../../../test/turnedAvif.ts';
import { isComplete } from '../complete.ts';
import { readHeader } from '../header.ts';
import { stripMetadata } from '../stripMetadata.ts';
import { readTurn, withoutTurn } from './heifTurn.ts';
import type { Orientation } from './pictureHeader.ts';

const plain = readFixture('avif.avif');

/** By hand: where the stored picture's upper left corner goes by the turn, then by the mirroring. */
const turns: readonly (readonly [AvifTurn, Orientation])[] = [
  [{}, 1],
  [{ quarters: 0 }, 1],
  [{ quarters: 1 }, 8],
  [{ quarters: 2 }, 3],
  [{ quarters: 3 }, 6],
  [{ axis: 0 }, 4],
  [{ axis: 1 }, 2],
  [{ quarters: 1, axis: 0 }, 5],
  [{ quarters: 1, axis: 1 }, 7],
  [{ quarters: 2, axis: 0 }, 2],
  [{ quarters: 2, axis: 1 }, 4],
  [{ quarters: 3, axis: 0 }, 7],
  [{ quarters: 3, axis: 1 }, 5],
];

describe('the turn of an AVIF', () => {
  test.each(turns)('%o is orientation %i', (turn, orientation) => {
    const bytes = turnedAvif(plain, turn);

    expect(readHeader(bytes, 'avif')).toEqual({ ...readHeader(plain, 'avif'), orientation });
  });

  test.each(turns.slice(1))('%o is taken out, and nothing else moves', (turn) => {
    const bytes = turnedAvif(plain, turn);
    const unturned = withoutTurn(bytes)!;

    expect(unturned.length).toBe(bytes.length);
    expect(readTurn(unturned)).toBe(1);
    expect(isComplete(unturned, 'avif')).toBe(true);
    expect(stripMetadata(bytes, 'avif')).toEqual([unturned]);
    expect(withoutTurn(unturned)).toBeNull();
  });

  test('an EXIF block is none any more', () => {
    const bytes = turnedAvif(plain, { quarters: 1, hasExif: true });
    const text = (file: Uint8Array) => String.fromCharCode(...file);

    expect(text(bytes)).toContain('Exif');
    expect(text(withoutTurn(bytes)!)).not.toContain('Exif');
  });

  test('a file without a turn is not copied', () => {
    expect(withoutTurn(plain)).toBeNull();
  });

  test('the turn of another item is none of the picture', () => {
    const bytes = turnedAvif(plain, { quarters: 1 });
    // The primary item, in pitm at 0x4d.
    bytes[0x5a] = 2;

    expect(readTurn(bytes)).toBe(1);
  });

  test('a list that promises more than there is gives what there is', () => {
    const bytes = turnedAvif(plain, { quarters: 1 });
    // How many properties the item has, in ipma.
    bytes[0x106 + 9] = 200;

    expect(readHeader(bytes, 'avif')).toMatchObject({ width: 40, height: 28, orientation: 8 });
    expect(readTurn(withoutTurn(bytes)!)).toBe(1);
  });
});
