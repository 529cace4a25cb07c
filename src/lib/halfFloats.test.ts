import { expect, test } from 'vitest';
import { decodeHalfFloats, encodeHalfFloats } from './halfFloats.ts';

test('known numbers have the bits that IEEE 754 gives them', () => {
  const known: [number, number][] = [
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1 / 3, 0x3555],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
  ];
  expect([...encodeHalfFloats(known.map(([value]) => value))]).toEqual(known.map(([, bits]) => bits));
  expect([...decodeHalfFloats(encodeHalfFloats([Number.NaN]))]).toEqual([Number.NaN]);
});

test('every 16-bit float but NaN comes back as the same bits', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7fff) <= 0x7c00,
  );
  expect(encodeHalfFloats(decodeHalfFloats(all))).toEqual(all);
});

test('what lies between two neighbours goes to the nearer one, and from the middle to the even one', () => {
  const step = 2 ** -10;
  const values = [1 + 0.49 * step, 1 + 0.51 * step, 1 + 0.5 * step, 1 + 1.5 * step];
  expect([...encodeHalfFloats(values)]).toEqual([0x3c00, 0x3c01, 0x3c00, 0x3c02]);
  // Subnormal numbers, whose step is 2^-24.
  expect([...encodeHalfFloats([0.5, 0.75, 1.5, 2.5].map((steps) => steps * 2 ** -24))]).toEqual([0, 1, 2, 2]);
  expect([...encodeHalfFloats([65519, 65520])]).toEqual([0x7bff, 0x7c00]);
});
