import { describe, expect, test } from 'vitest';
import { colourTable } from './colourMaps.ts';
import { colourBar, formatValue } from './drawLegend.ts';

describe('the legend', () => {
  test.each([
    [0, '0'],
    [0.42, '0.42'],
    [0.4, '0.4'],
    [1, '1'],
    [-12.345, '−12.3'],
    [0.0012345, '0.00123'],
    [12345, '12300'],
    [0.0000123, '1.23×10⁻⁵'],
    [1e-7, '10⁻⁷'],
    [-3.2e12, '−3.2×10¹²'],
    [99999, '10⁵'],
    [Number.NaN, '–'],
  ])('writes %s as %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  test('shows all 256 colours from low to high, opaque', () => {
    const bar = colourBar('magma');
    const table = colourTable('magma');
    for (const index of [0, 77, 255]) {
      expect([...bar.subarray(index * 4, index * 4 + 4)]).toEqual([
        ...table.subarray(index * 3, index * 3 + 3),
        255,
      ]);
    }
  });
});
