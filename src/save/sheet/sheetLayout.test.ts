import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutSheet } from './sheetLayout.ts';

test('155 layers of a landscape photo make a sheet about half as wide again as high', () => {
  const { width, height, columns, tile, places } = layoutSheet({ width: 480, height: 320 }, 155, 1);
  expect(tile).toEqual({ width: 160, height: 107 });
  expect([columns, places.length]).toEqual([15, 155]);
  // 15 cells of 160 + 16 less the last gap, and 11 rows of 107 + 40 + 20 under a head of 64; margins of 32.
  expect([width, height]).toEqual([2 * 32 + 15 * 176 - 16, 2 * 32 + 64 + 11 * 167 - 20]);
});

test('photos never touch, lie inside the sheet, and fill it row by row', () => {
  const anySheet = fc.record({
    photo: fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) }),
    count: fc.integer({ min: 1, max: 400 }),
    ratio: fc.double({ min: 0.3, max: 3, noNaN: true }),
  });
  fc.assert(
    fc.property(anySheet, ({ photo, count, ratio }) => {
      const { width, height, columns, tile, places } = layoutSheet(photo, count, ratio);
      places.forEach(({ x, y }, index) => {
        expect(x + tile.width).toBeLessThan(width);
        expect(y + tile.height).toBeLessThan(height);
        const next = places[index + 1];
        if (next === undefined) return;
        if ((index + 1) % columns === 0) expect(next.y).toBeGreaterThan(y + tile.height);
        else expect(next.x).toBeGreaterThan(x + tile.width);
      });
    }),
  );
});

test('no layers leave the title', () => {
  const { places, width, height } = layoutSheet({ width: 300, height: 200 }, 0, 1);
  expect(places).toEqual([]);
  expect(Math.min(width, height)).toBeGreaterThan(0);
});
