import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clampViewport,
  cssToPhoto,
  fitViewport,
  panBy,
  photoToCss,
  type Size,
  zoomAt,
  zoomLimits,
} from './viewport.ts';

const size = fc.record({
  width: fc.integer({ min: 20, max: 3000 }),
  height: fc.integer({ min: 20, max: 3000 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

function place(area: Size, x: number, y: number) {
  return { x: x * area.width, y: y * area.height };
}

describe('the viewport', () => {
  test('fits a wide photo by its width, centred, with the padding left free', () => {
    const canvas = { width: 220, height: 300 };
    const viewport = fitViewport({ width: 400, height: 200 }, canvas, 10);
    expect(viewport).toEqual({ scale: 0.5, centreX: 200, centreY: 100 });
    expect(photoToCss(viewport, canvas, { x: 0, y: 0 })).toEqual({ x: 10, y: 100 });
    expect(photoToCss(viewport, canvas, { x: 400, y: 200 })).toEqual({ x: 210, y: 200 });
  });

  test('has scale 1 for a photo or a canvas without area', () => {
    expect(fitViewport({ width: 0, height: 10 }, { width: 100, height: 100 }).scale).toBe(1);
    expect(fitViewport({ width: 10, height: 10 }, { width: 0, height: 0 }).scale).toBe(1);
  });

  test('takes a point to CSS pixels and back to itself', () => {
    fc.assert(
      fc.property(size, size, share, share, (photo, canvas, x, y) => {
        const viewport = fitViewport(photo, canvas, 8);
        const point = place(photo, x, y);
        const back = cssToPhoto(viewport, canvas, photoToCss(viewport, canvas, point));
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  test('keeps the photo point under the cursor when it zooms in on a photo that fills the canvas', () => {
    const canvas = { width: 300, height: 200 };
    const photo = { width: 900, height: 600 };
    fc.assert(
      fc.property(share, share, fc.double({ min: 1, max: 12, noNaN: true }), (x, y, factor) => {
        const before = fitViewport(photo, canvas);
        const cursor = place(canvas, x, y);
        const after = zoomAt(before, cursor, factor, photo, canvas, zoomLimits(photo, canvas));
        expect(after.scale).toBeCloseTo(before.scale * factor, 9);
        const held = cssToPhoto(after, canvas, cursor);
        const aimed = cssToPhoto(before, canvas, cursor);
        expect(held.x).toBeCloseTo(aimed.x, 6);
        expect(held.y).toBeCloseTo(aimed.y, 6);
      }),
    );
  });

  test('zooms neither out beyond the whole photo nor in beyond the limit', () => {
    const canvas = { width: 300, height: 200 };
    const photo = { width: 900, height: 600 };
    const limits = zoomLimits(photo, canvas);
    const fitted = fitViewport(photo, canvas);
    const cursor = { x: 30, y: 40 };
    expect(zoomAt(fitted, cursor, 0.5, photo, canvas, limits)).toEqual(fitted);
    expect(zoomAt(fitted, cursor, 1000, photo, canvas, limits).scale).toBe(limits.maxScale);
  });

  test('never shows anything beyond a photo that is larger than the canvas', () => {
    const move = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(size, size, share, share, move, move, (photo, canvas, x, y, deltaX, deltaY) => {
        const limits = zoomLimits(photo, canvas);
        const zoomed = zoomAt(fitViewport(photo, canvas), place(canvas, x, y), 5, photo, canvas, limits);
        const moved = panBy(zoomed, deltaX, deltaY, photo, canvas);
        const start = photoToCss(moved, canvas, { x: 0, y: 0 });
        const end = photoToCss(moved, canvas, { x: photo.width, y: photo.height });
        for (const axis of ['x', 'y'] as const) {
          const length = axis === 'x' ? canvas.width : canvas.height;
          if (end[axis] - start[axis] >= length) {
            expect(start[axis]).toBeLessThan(1e-6);
            expect(end[axis]).toBeGreaterThan(length - 1e-6);
          } else {
            expect(start[axis] + end[axis]).toBeCloseTo(length, 6);
          }
        }
      }),
    );
  });

  test('moves the picture by as many CSS pixels as it is dragged', () => {
    const canvas = { width: 100, height: 100 };
    const photo = { width: 400, height: 400 };
    const viewport = clampViewport({ scale: 2, centreX: 200, centreY: 200 }, photo, canvas);
    const moved = panBy(viewport, 30, -10, photo, canvas);
    const point = { x: 210, y: 190 };
    const before = photoToCss(viewport, canvas, point);
    expect(photoToCss(moved, canvas, point)).toEqual({ x: before.x + 30, y: before.y - 10 });
  });
});
