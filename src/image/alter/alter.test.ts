import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RgbPixels } from '../pixels.ts';
import { blurPicture } from './blurPicture.ts';
import { fillPicture, fills } from './fillPicture.ts';
import { replaceRegion } from './replaceRegion.ts';

/** A grey picture, row by row. */
function grey(width: number, values: readonly number[]): RgbPixels {
  return {
    width,
    height: values.length / width,
    data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
  };
}

const greyOf = ({ data }: RgbPixels) => Array.from(data).filter((_, index) => index % 3 === 0);

const anyPicture = fc
  .record({ width: fc.integer({ min: 1, max: 7 }), height: fc.integer({ min: 1, max: 7 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data): RgbPixels => ({ width, height, data })),
  );

/** A generator that gives these numbers in turn. */
function inTurn(numbers: readonly number[]) {
  let next = 0;
  return () => numbers[next++ % numbers.length]!;
}

describe('a blur', () => {
  test('of a white pixel in a row is the Gaussian', () => {
    // σ = 1: exp(−x²/2) at 0 … 3 is 1, .6065, .1353, .0111; the seven taps sum to 2.5059.
    const row = grey(9, [0, 0, 0, 0, 255, 0, 0, 0, 0]);
    expect(greyOf(blurPicture(row, 1))).toEqual([0, 1, 14, 62, 102, 62, 14, 1, 0]);
    const column = { ...row, width: 1, height: 9 };
    expect(greyOf(blurPicture(column, 1))).toEqual(greyOf(blurPicture(row, 1)));
  });

  test('may be cut off nearer, and is normalised there', () => {
    // σ such that a neighbour weighs half: 1/4, 1/2, 1/4.
    const sigma = 1 / Math.sqrt(2 * Math.log(2));
    expect(greyOf(blurPicture(grey(5, [0, 0, 200, 0, 0]), sigma, 1))).toEqual([0, 50, 100, 50, 0]);
  });

  test('repeats the border: an even picture stays even, and an edge does not darken', () => {
    expect(greyOf(blurPicture(grey(2, [9, 9, 9, 9, 9, 9]), 5))).toEqual([9, 9, 9, 9, 9, 9]);
    // Half the taps and the one in the middle, (2.5059 + 1) / 2, lie on white.
    expect(greyOf(blurPicture(grey(4, [255, 0, 0, 0]), 1))[0]).toBe(Math.round((255 * 1.75295) / 2.5059));
  });

  test('keeps channels apart, and without a width copies', () => {
    const red: RgbPixels = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 255, 0, 0) };
    expect(blurPicture(red, 2)).toEqual(red);
    const copy = blurPicture(red, 0);
    expect(copy).toEqual(red);
    expect(copy.data).not.toBe(red.data);
  });

  test('of the strength that hides leaves less than 3 % of the contrast of stripes a ninth of the picture wide', () => {
    const side = 72;
    const stripes = grey(
      side,
      Array.from({ length: side * side }, (_, index) => ((index % side) % 16 < 8 ? 255 : 0)),
    );
    const middle = greyOf(fillPicture(stripes, 'blur', Math.random)).slice(36 * side + 18, 36 * side + 54);
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(0.03 * 255);
  });
});

describe('a fill', () => {
  test('of the mean colour is the mean of each channel, rounded', () => {
    const picture: RgbPixels = { width: 2, height: 1, data: Uint8Array.of(0, 10, 200, 255, 11, 100) };
    const filled = fillPicture(picture, 'mean', Math.random);
    expect([...filled.data]).toEqual([128, 11, 150, 128, 11, 150]);
  });

  test('of noise draws whole pixels of the picture', () => {
    const picture: RgbPixels = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
    const filled = fillPicture(picture, 'noise', inTurn([0.99, 0, 0.34]));
    expect([...filled.data]).toEqual([7, 8, 9, 1, 2, 3, 4, 5, 6]);
  });

  test('is as large as the picture and leaves it alone', () => {
    fc.assert(
      fc.property(anyPicture, fc.constantFrom(...fills), (picture, fill) => {
        const before = picture.data.slice();
        const { width, height, data } = fillPicture(picture, fill, inTurn([0.2, 0.7]));
        expect([width, height, data.length]).toEqual([picture.width, picture.height, before.length]);
        expect(picture.data).toEqual(before);
      }),
    );
  });
});

describe('a region', () => {
  const picture = grey(2, [1, 2, 3, 4]);
  const filled = grey(2, [50, 60, 70, 80]);
  const region = { width: 2, height: 2, data: Uint8Array.of(255, 0, 0, 1) };

  test('is hidden, or all that is kept', () => {
    expect(greyOf(replaceRegion(picture, filled, region, 'hide'))).toEqual([50, 2, 3, 80]);
    expect(greyOf(replaceRegion(picture, filled, region, 'keep'))).toEqual([1, 60, 70, 4]);
    expect(greyOf(picture)).toEqual([1, 2, 3, 4]);
  });

  test('without a pixel hides nothing and keeps nothing', () => {
    const none = { ...region, data: new Uint8Array(4) };
    expect(replaceRegion(picture, filled, none, 'hide')).toEqual(picture);
    expect(replaceRegion(picture, filled, none, 'keep')).toEqual(filled);
  });
});
