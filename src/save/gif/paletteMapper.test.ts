import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPaletteMapper, type RgbColour } from './paletteMapper.ts';

const greys: readonly RgbColour[] = [
  [0, 0, 0],
  [255, 255, 255],
];

const pixels = (...colours: readonly RgbColour[]) =>
  Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255]));

test('a pixel becomes the nearest colour', () => {
  const palette: readonly RgbColour[] = [...greys, [255, 0, 0], [0, 0, 255]];
  const map = createPaletteMapper(palette, 0);
  const rgba = pixels([8, 8, 8], [250, 240, 255], [200, 30, 20], [10, 40, 180]);
  expect([...map(rgba, 4, 1)]).toEqual([0, 1, 2, 3]);
});

test('without a spread every colour of a coarse palette stays what it is', () => {
  const levels = [4, 60, 124, 188, 252];
  const palette = levels.flatMap((red) =>
    levels.flatMap((green) => levels.map((blue): RgbColour => [red, green, blue])),
  );
  const map = createPaletteMapper(palette, 0);
  expect([...map(pixels(...palette), palette.length, 0)]).toEqual(palette.map((_, index) => index));
});

test('a flat grey between two colours becomes a pattern of both in its proportion', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), (level) => {
      const map = createPaletteMapper(greys, 255);
      const rgba = pixels(...Array.from({ length: 64 }, (): RgbColour => [level, level, level]));
      const white = map(rgba, 8, 8).reduce((sum, index) => sum + index, 0);
      // The cube of colours is looked up in steps of 8 levels, the pattern has 64.
      expect(Math.abs(white / 64 - level / 255)).toBeLessThan(8 / 255 + 1 / 64);
    }),
  );
});

test('what is below the photo stays flat', () => {
  const map = createPaletteMapper(greys, 255);
  const rgba = pixels(...Array.from({ length: 64 }, (): RgbColour => [100, 100, 100]));
  expect(new Set(map(rgba, 8, 8).subarray(0, 32)).size).toBe(2);
  expect(new Set(map(rgba, 8, 4).subarray(32))).toEqual(new Set([0]));
});
