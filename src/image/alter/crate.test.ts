import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Crate, crateBars, crateLimits, placeBehindCrate, type UnitPoint } from './crate.ts';

/** One black bar of half the width, upright in the middle. */
const bar: Crate = {
  bars: 1,
  thickness: 0.5,
  colour: '#000000',
  angle: 0,
  offset: 0,
  direction: 'vertical',
};

function greyPicture(width: number, height: number, level: number) {
  return { width, height, data: new Uint8Array(width * height * 3).fill(level) };
}

/** What is left of a white picture behind black bars, one number a pixel. */
function levels(width: number, height: number, crate: Partial<Crate>): number[] {
  const { data } = placeBehindCrate(greyPicture(width, height, 255), { ...bar, ...crate });
  return Array.from({ length: width * height }, (_, pixel) => data[3 * pixel]!);
}

describe('a crate', () => {
  test('has its bars in the middle of their spacing', () => {
    expect(levels(4, 1, {})).toEqual([255, 0, 0, 255]);
    expect(levels(8, 1, { bars: 2 })).toEqual([255, 0, 0, 255, 255, 0, 0, 255]);
  });

  test('covers as much of a pixel as its bars do', () => {
    // The bar reaches from 1/4 to 3/4; a quarter of the outer thirds.
    expect(levels(3, 1, {})).toEqual([191, 0, 191]);
    // A pixel of a third of the picture holds half of a bar of a sixth, and all of it where it lies inside.
    expect(levels(3, 1, { thickness: 1 / 6 })).toEqual([255, 128, 255]);
  });

  test('goes on at the other side when it is shifted', () => {
    expect(levels(4, 1, { offset: 0.5 })).toEqual([0, 255, 255, 0]);
    expect(levels(4, 1, { offset: 0.25 })).toEqual([255, 255, 0, 0]);
  });

  test('may lie, or do both: where bars cross, they cover no more than once', () => {
    expect(levels(1, 4, { direction: 'horizontal' })).toEqual([255, 0, 0, 255]);
    // A pixel of 2 × 2 is half covered each way, three quarters together.
    expect(levels(2, 2, { direction: 'both' })).toEqual([64, 64, 64, 64]);
  });

  test('covers the exact area when it is turned', () => {
    // At 45° the bar is |x + y − 1| < √2/4; what is left are two triangles with legs of 1 − √2/4.
    const left = (1 - Math.SQRT2 / 4) ** 2;
    expect(levels(1, 1, { angle: 45 })).toEqual([Math.round(255 * left)]);
  });

  test('mixes each channel with its colour', () => {
    const picture = { width: 2, height: 1, data: Uint8Array.of(0, 100, 200, 10, 20, 30) };
    const crate: Crate = { ...bar, colour: '#64c800' };
    // Both pixels are half covered by 100, 200, 0.
    expect(Array.from(placeBehindCrate(picture, crate).data)).toEqual([50, 150, 100, 55, 110, 15]);
  });

  test('leaves the picture it was given alone', () => {
    const picture = greyPicture(4, 1, 77);
    placeBehindCrate(picture, bar);
    expect(picture).toEqual(greyPicture(4, 1, 77));
  });
});

const anyCrate = fc.record({
  bars: fc.integer(crateLimits.bars),
  thickness: fc.integer({ min: 5, max: 95 }).map((percent) => percent / 100),
  colour: fc.constant('#000000'),
  angle: fc.integer(crateLimits.angle),
  offset: fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100),
  direction: fc.constantFrom('vertical' as const, 'horizontal' as const),
});

/** Whether a point lies in a quadrilateral whose corners go round clockwise or the other way. */
function isInside(x: number, y: number, corners: readonly UnitPoint[]): boolean {
  const sides = corners.map(([fromX, fromY], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length]!;
    return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

test('the shapes that are drawn cover what the model is given, at any angle', () => {
  const size = 6;
  const samples = 24;
  fc.assert(
    fc.property(anyCrate, fc.integer({ min: 1, max: 8 }), (drawn, bars) => {
      const crate = { ...drawn, bars };
      const shapes = crateBars(crate);
      const given = levels(size, size, crate);
      for (const [pixel, level] of given.entries()) {
        let covered = 0;
        for (let sample = 0; sample < samples * samples; sample++) {
          const x = ((pixel % size) + ((sample % samples) + 0.5) / samples) / size;
          const y = (Math.floor(pixel / size) + (Math.floor(sample / samples) + 0.5) / samples) / size;
          if (shapes.some((corners) => isInside(x, y, corners))) covered++;
        }
        expect(Math.abs(1 - level / 255 - covered / (samples * samples))).toBeLessThan(0.08);
      }
    }),
    { numRuns: 25 },
  );
});

test('lying bars are standing bars of the picture turned over its diagonal', () => {
  const size = 5;
  fc.assert(
    fc.property(anyCrate, (crate) => {
      const standing = levels(size, size, { ...crate, direction: 'vertical' });
      const lying = levels(size, size, { ...crate, angle: -crate.angle, direction: 'horizontal' });
      const turned = lying.map((_, pixel) => lying[(pixel % size) * size + Math.floor(pixel / size)]!);
      for (const [pixel, level] of standing.entries()) {
        expect(Math.abs(level - turned[pixel]!)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
