import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blurPicture } from '../image/alter/blurPicture.ts';
import type { RgbPixels } from '../image/pixels.ts';
import { areaUnderCurve, curvePictures, pixelOrder } from './deletionInsertion.ts';

function row(...values: number[]) {
  return { width: values.length, height: 1, data: Float32Array.from(values) };
}

/** Four grey pixels; their mean is 25. */
const picture: RgbPixels = {
  width: 4,
  height: 1,
  data: Uint8Array.from([0, 20, 30, 50].flatMap((level) => [level, level, level])),
};

const redOf = ({ data }: RgbPixels) => Array.from(data).filter((_, index) => index % 3 === 0);

describe('the order of pixels', () => {
  test('is that of falling values', () => {
    expect(Array.from(pixelOrder(row(0.2, 0.9, 0, 0.5)))).toEqual([1, 3, 0, 2]);
  });

  test('of equal values is drawn, and always the same', () => {
    const flat = pixelOrder(row(...new Array<number>(200).fill(0.5)));
    expect(pixelOrder(row(...new Array<number>(200).fill(0)))).toEqual(flat);
    expect(flat.toSorted()).toEqual(Uint32Array.from({ length: 200 }, (_, index) => index));
    // In reading order every pixel would follow its neighbour.
    expect(flat.filter((pixel, index) => pixel === flat[index - 1]! + 1).length).toBeLessThan(20);
  });

  test('is the same for every increasing function of the map', () => {
    const levels = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(levels, (values) => {
        const transformed = values.map((value) => Math.exp(value / 3) - 7);
        expect(pixelOrder(row(...transformed))).toEqual(pixelOrder(row(...values)));
      }),
    );
  });
});

describe('the pictures of a curve', () => {
  const order = Uint32Array.of(3, 0, 2, 1);

  test('of deletion lose the first pixels first, to the mean colour', () => {
    expect([...curvePictures('deletion', picture, order, 4)].map(redOf)).toEqual([
      [0, 20, 30, 50],
      [0, 20, 30, 25],
      [25, 20, 30, 25],
      [25, 20, 25, 25],
      [25, 25, 25, 25],
    ]);
  });

  test('of insertion begin with the blurred picture and end with the picture', () => {
    const blurred = redOf(blurPicture(picture, 5, 5));
    expect([...curvePictures('insertion', picture, order, 2)].map(redOf)).toEqual([
      blurred,
      [0, blurred[1], blurred[2], 50],
      [0, 20, 30, 50],
    ]);
  });

  test('change by as equal numbers of pixels as can be', () => {
    const changed = [...curvePictures('deletion', picture, order, 3)].map(
      (altered) => redOf(altered).filter((level, pixel) => level !== redOf(picture)[pixel]).length,
    );
    expect(changed).toEqual([0, 1, 3, 4]);
  });

  test('are pictures of their own, and leave the first as it was', () => {
    const before = picture.data.slice();
    const [first] = curvePictures('deletion', picture, order, 1);
    first!.data.fill(0);
    expect(picture.data).toEqual(before);
  });
});

describe('the area under a curve', () => {
  test('is that of its trapezoids, over a width of 1', () => {
    // Three trapezoids of width 1/3: (1 + .5)/2, (.5 + .25)/2, (.25 + 0)/2.
    expect(areaUnderCurve([1, 0.5, 0.25, 0])).toBeCloseTo((0.75 + 0.375 + 0.125) / 3, 12);
    expect(areaUnderCurve([1, 0])).toBe(0.5);
  });

  test('of a level curve is its level', () => {
    expect(areaUnderCurve([0.25, 0.25, 0.25, 0.25])).toBe(0.25);
  });
});
