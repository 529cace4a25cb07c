import {
  interpolateCividis,
  interpolateMagma,
  interpolateRdBu,
  interpolateTurbo,
  interpolateViridis,
} from 'd3-scale-chromatic';
import { describe, expect, test } from 'vitest';
import { type Colours, colourTable } from './colourMaps.ts';

function colourAt(colours: Colours, index: number): number[] {
  return [...colourTable(colours).subarray(index * 3, index * 3 + 3)];
}

function parseColour(text: string): number[] {
  const hex = /^#(..)(..)(..)$/.exec(text);
  if (hex) return hex.slice(1).map((digits) => Number.parseInt(digits, 16));
  return (text.match(/\d+/g) ?? []).map(Number);
}

/** L* of CIE 1976, D65; 0 is black, 100 white. */
function lightness(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (luminance * 24389) / 27;
}

describe('the colour tables', () => {
  const sources: [Colours, (share: number) => string][] = [
    ['turbo', interpolateTurbo],
    ['viridis', interpolateViridis],
    ['magma', interpolateMagma],
    ['cividis', interpolateCividis],
    ['diverging', (share) => interpolateRdBu(1 - share)],
  ];
  test.each(sources)('%s has the published colours at every seventeenth place', (colours, interpolate) => {
    for (let index = 0; index < 256; index += 17) {
      expect(colourAt(colours, index)).toEqual(parseColour(interpolate(index / 255)));
    }
  });

  test.each<Colours>(['viridis', 'magma', 'cividis'])('%s only gets lighter', (colours) => {
    const levels = Array.from({ length: 256 }, (_, index) => lightness(colourAt(colours, index)));
    for (let index = 8; index < 256; index++) expect(levels[index]!).toBeGreaterThan(levels[index - 8]!);
  });

  test('jet runs from dark blue over green to dark red', () => {
    expect(colourAt('jet', 0)).toEqual([0, 0, 128]);
    expect(colourAt('jet', 255)).toEqual([128, 0, 0]);
    const [red = 0, green = 0, blue = 0] = colourAt('jet', 128);
    expect(green).toBe(255);
    expect(Math.abs(red - blue)).toBeLessThanOrEqual(4);
  });

  test('the diverging map is blue below, red above and without colour in the middle', () => {
    const [lowRed = 0, , lowBlue = 0] = colourAt('diverging', 30);
    const [highRed = 0, , highBlue = 0] = colourAt('diverging', 225);
    expect(lowBlue - lowRed).toBeGreaterThan(80);
    expect(highRed - highBlue).toBeGreaterThan(80);
    const middle = colourAt('diverging', 128);
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(12);
  });
});
