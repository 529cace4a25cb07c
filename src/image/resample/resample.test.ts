import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixtures from '../../../test/fixtures/index.json';
import { readFixture } from '../../../test/fixtures/readFixture.ts';
import type { RgbPixels } from '../pixels.ts';
import { createBilinearResampler, resampleBilinear } from './resample.ts';

const goldens = readFixture('goldens.bin');

/** The same formula as `noise` in scripts/fixture_sources.py. */
function noise(width: number, height: number, seed: number): RgbPixels {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3);
    const x = Math.imul(pixel % width, 0x9e3779b1);
    const y = Math.imul(Math.floor(pixel / width), 0x85ebca77);
    let hash = x ^ y ^ Math.imul(i % 3, 0xc2b2ae3d) ^ seed;
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 12;
    data[i] = hash & 255;
  }
  return { width, height, data };
}

function wholeOf({ width, height }: RgbPixels) {
  return { x: 0, y: 0, width, height };
}

const side = fc.integer({ min: 1, max: 40 });

describe('resampleBilinear', () => {
  test.each(fixtures.resampleCases)(
    "gives Pillow's bytes for $width×$height, region $region.width×$region.height, to $outWidth×$outHeight",
    ({ width, height, seed, region, outWidth, outHeight, golden }) => {
      const resized = resampleBilinear(noise(width, height, seed), region, outWidth, outHeight);

      expect(resized.data).toEqual(goldens.subarray(golden, golden + outWidth * outHeight * 3));
    },
  );

  test('halves a row by the weights 1, 3, 3, 1 and, at the borders, 3, 3, 1', () => {
    const grey = [0, 80, 160, 240, 80, 0].flatMap((value) => [value, value, value]);
    const source = { width: 6, height: 1, data: Uint8Array.from(grey) };

    const { data } = resampleBilinear(source, wholeOf(source), 3, 1);

    // (3·0 + 3·80 + 160) / 7, (80 + 3·160 + 3·240 + 80) / 8, (240 + 3·80 + 3·0) / 7
    expect([data[0], data[3], data[6]]).toEqual([57, 170, 69]);
  });

  test('changes nothing at the same size', () => {
    const source = noise(31, 17, 3);

    expect(resampleBilinear(source, wholeOf(source), 31, 17)).toEqual(source);
  });

  test('keeps a constant colour constant at any size', () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.integer({ min: 0, max: 255 }),
        (width, height, toW, toH, value) => {
          const source = { width, height, data: new Uint8Array(width * height * 3).fill(value) };
          const { data } = resampleBilinear(source, wholeOf(source), toW, toH);
          expect(data).toEqual(new Uint8Array(toW * toH * 3).fill(value));
        },
      ),
    );
  });

  test('reads RGBA as RGB and leaves alpha out', () => {
    const source = noise(20, 12, 7);
    const rgba = new Uint8ClampedArray(20 * 12 * 4);
    for (let i = 0; i < 20 * 12; i++) rgba.set(source.data.subarray(i * 3, i * 3 + 3), i * 4);
    const withAlpha = { width: 20, height: 12, data: rgba };

    expect(resampleBilinear(withAlpha, wholeOf(source), 7, 9)).toEqual(
      resampleBilinear(source, wholeOf(source), 7, 9),
    );
  });
});

describe('createBilinearResampler', () => {
  test('gives the same pixels whatever bands the rows come in', () => {
    const source = noise(30, 50, 11);
    const region = { x: 2, y: 9, width: 25, height: 30 };
    const whole = resampleBilinear(source, region, 8, 8);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (bandHeight) => {
        const resampler = createBilinearResampler(30, 50, region, 8, 8);
        for (let y = 0; y < 50; y += bandHeight) {
          const data = source.data.subarray(y * 90, (y + bandHeight) * 90);
          resampler.pushRows({ width: 30, height: data.length / 90, data }, y);
        }
        expect(resampler.finish()).toEqual(whole);
      }),
    );
  });

  test('asks for no row that does not matter', () => {
    const { firstRow, endRow } = createBilinearResampler(
      10,
      100,
      { x: 0, y: 40, width: 10, height: 20 },
      5,
      5,
    );

    // A fifth of 20 rows is 4, so the filter reaches 4 rows to both sides of the centres 42 and 58.
    expect([firstRow, endRow]).toEqual([38, 62]);
  });
});
