import { describe, expect, test } from 'vitest';
import { readMask } from './readMask.ts';

function read(...levels: readonly number[]) {
  const mask = readMask(levels.length, 1, Uint8Array.from(levels));
  return 'problem' in mask ? mask.problem : [...mask.data];
}

describe('a mask', () => {
  test('is white on black, with grey where nobody knows', () => {
    expect(read(0, 255, 128)).toEqual([0, 255, 128]);
  });

  test('of a JPEG may be almost white and almost black', () => {
    expect(read(3, 250, 12, 243)).toEqual([0, 255, 0, 255]);
  });

  test('may be of 0 and 1, or a trimap of 1, 2 and 3', () => {
    expect(read(0, 1, 1)).toEqual([0, 255, 255]);
    expect(read(1, 2, 3)).toEqual([255, 0, 128]);
  });

  test('that is all one, or no mask at all, says so', () => {
    expect(read(0, 0)).toBe('allOutside');
    expect(read(255, 255)).toBe('allInside');
    expect(read(0, 255, 90, 200)).toBe('manyLevels');
  });
});
