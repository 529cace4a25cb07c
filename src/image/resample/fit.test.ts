import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seenRegion } from './fit.ts';

const length = fc.integer({ min: 1, max: 20_000 });

describe('seenRegion', () => {
  test('is the whole photo when it is stretched', () => {
    expect(seenRegion(640, 427, 224, 224, 'stretch')).toEqual({ x: 0, y: 0, width: 640, height: 427 });
  });

  test('is the middle square of a wide and of a tall photo', () => {
    expect(seenRegion(641, 427, 224, 224, 'centreCrop')).toEqual({ x: 107, y: 0, width: 427, height: 427 });
    expect(seenRegion(427, 641, 224, 224, 'centreCrop')).toEqual({ x: 0, y: 107, width: 427, height: 427 });
  });

  test('takes the aspect of an input that is not square', () => {
    expect(seenRegion(300, 300, 200, 100, 'centreCrop')).toEqual({ x: 0, y: 75, width: 300, height: 150 });
  });

  test('lies within the photo, touches two opposite sides, and has at least one pixel', () => {
    fc.assert(
      fc.property(length, length, length, length, (width, height, inputWidth, inputHeight) => {
        const region = seenRegion(width, height, inputWidth, inputHeight, 'centreCrop');
        expect(region.x).toBeGreaterThanOrEqual(0);
        expect(region.y).toBeGreaterThanOrEqual(0);
        expect(region.x + region.width).toBeLessThanOrEqual(width);
        expect(region.y + region.height).toBeLessThanOrEqual(height);
        expect(region.width === width || region.height === height).toBe(true);
        expect(Math.min(region.width, region.height)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
