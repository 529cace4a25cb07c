import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { mostStrokes } from '../pictures/marks.ts';
import { encodeBase64Url } from './base64Url.ts';
import { decodeBox, decodeStrokes, encodeBox, encodeStrokes, fitsLink, longestStrokes } from './marksCode.ts';

const dot = (x: number, y: number, radius: number): Stroke => ({
  adds: true,
  shape: { kind: 'line', points: [{ x, y }], radius },
});

describe('a box', () => {
  test('is its four edges', () => {
    expect(encodeBox({ x: 0.12, y: 0, width: 0.88, height: 0.5 })).toBe('1200_0_10000_5000');
    expect(decodeBox('1200_0_10000_5000')).toEqual({ x: 0.12, y: 0, width: 0.88, height: 0.5 });
  });

  test('in whole pixels of a photo below 10,000 comes back as it was', () => {
    const extent = fc
      .integer({ min: 1, max: 9999 })
      .chain((side) =>
        fc.tuple(fc.constant(side), fc.integer({ min: 0, max: side - 1 }), fc.integer({ min: 1, max: side })),
      );
    fc.assert(
      fc.property(extent, ([side, start, asked]) => {
        const length = Math.min(asked, side - start);
        const box = { x: start / side, y: 0, width: length / side, height: 1 };
        const { x, width } = decodeBox(encodeBox(box))!;
        expect([Math.round(x * side), Math.round((x + width) * side)]).toEqual([start, start + length]);
      }),
    );
  });

  test.each([
    '',
    '1_2_3',
    '0_0_0_5000',
    '5_5_5_6',
    '0_0_10001_1',
    '-1_0_5_5',
    '0_0_1e3_5',
    ' 0_0_9_9',
    '0_0_9_9\n',
    '0_0_9_9_9',
  ])('is not “%s”', (text) => {
    expect(decodeBox(text)).toBeUndefined();
  });
});

describe('strokes', () => {
  test('are the bytes that are written down', () => {
    // 4 × 2 points + 1 for adding; radius 100; (1000, 200) zigzag 2000, 400; then (−1, 0).
    const line: Stroke = {
      adds: true,
      shape: {
        kind: 'line',
        radius: 0.05,
        points: [
          { x: 0.5, y: 0.1 },
          { x: 0.4995, y: 0.1 },
        ],
      },
    };
    const rectangle: Stroke = {
      adds: false,
      shape: { kind: 'rectangle', area: { x: 0, y: 0.01, width: 0.02, height: 0.01 } },
    };
    const bytes = [9, 100, 0xd0, 0x0f, 0x90, 0x03, 1, 0, /* 4 × 2 + 2 */ 10, 0, 40, 80, 40];
    expect(encodeStrokes([line, rectangle])).toBe(encodeBase64Url(Uint8Array.from(bytes)));
    expect(decodeStrokes(encodeStrokes([line, rectangle]))).toEqual([line, rectangle]);
  });

  test('come back to within half a step, wherever a hand went, in the same order', () => {
    const share = fc.double({ min: -2, max: 2, noNaN: true });
    const stroke = fc.record({
      adds: fc.boolean(),
      shape: fc.record({
        kind: fc.constant('line' as const),
        radius: fc.double({ min: 0.001, max: 1, noNaN: true }),
        points: fc.array(fc.record({ x: share, y: share }), { minLength: 1, maxLength: 20 }),
      }),
    });
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 5 }), (strokes) => {
        const back = decodeStrokes(encodeStrokes(strokes))!;
        expect(back.map(({ adds }) => adds)).toEqual(strokes.map(({ adds }) => adds));
        for (const [index, { shape }] of back.entries()) {
          const { radius, points } = strokes[index]!.shape;
          if (shape.kind !== 'line') throw new Error('a line came back as a rectangle');
          expect(Math.abs(shape.radius - radius)).toBeLessThanOrEqual(0.000_26);
          for (const [place, { x, y }] of shape.points.entries()) {
            expect(Math.abs(x - points[place]!.x)).toBeLessThanOrEqual(0.000_26);
            expect(Math.abs(y - points[place]!.y)).toBeLessThanOrEqual(0.000_26);
          }
        }
      }),
    );
  });

  test('of a usual hand fit: thirty of ten points each; more than the budget do not', () => {
    const usual = Array.from(
      { length: 30 },
      (_, index): Stroke => ({
        adds: index % 3 > 0,
        shape: {
          kind: 'line',
          radius: 0.05,
          points: Array.from({ length: 10 }, (_point, place) => ({ x: 0.3 + place * 0.03, y: index * 0.03 })),
        },
      }),
    );
    expect(encodeStrokes(usual).length).toBeLessThan(longestStrokes);
    expect(fitsLink(usual)).toBe(true);
    expect(fitsLink([...usual, ...usual, ...usual])).toBe(false);
    expect(fitsLink(new Array(mostStrokes + 1).fill(dot(0, 0, 0.01)))).toBe(false);
  });

  test.each<[what: string, bytes: readonly number[]]>([
    ['without a point', [1, 10]],
    ['without a radius', [5, 0, 2, 2]],
    ['larger than any photo', [5, 0xa1, 0x1f, 2, 2]],
    ['far outside of the photo', [5, 10, 0xff, 0x7f, 2]],
    ['that end early', [9, 10, 2, 2, 2]],
    ['whose last number has no end', [5, 10, 2, 0x82]],
    ['with a number that is too long', [5, 10, 0x80, 0x80, 0x80, 1, 2]],
    ['with a rectangle of one point', [6, 2, 2]],
    ['with a rectangle of no size', [10, 2, 2, 0, 4]],
  ])('are none %s', (_, bytes) => {
    expect(decodeStrokes(encodeBase64Url(Uint8Array.from(bytes)))).toBeUndefined();
  });

  test('no bytes at all make reading throw, and what is read is written the same', () => {
    const small = fc.integer({ min: 0, max: 12 });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(small, { maxLength: 30 }).map((values) => Uint8Array.from(values)),
    );
    fc.assert(
      fc.property(bytes, (drawn) => {
        const strokes = decodeStrokes(encodeBase64Url(drawn));
        if (strokes) expect(decodeStrokes(encodeStrokes(strokes))).toEqual(strokes);
      }),
      { numRuns: 3000 },
    );
  });
});
