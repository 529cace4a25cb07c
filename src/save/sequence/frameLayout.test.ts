import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutFrame } from './frameLayout.ts';

test('the photo fills the frame and the name stands under it', () => {
  expect(layoutFrame({ photo: { width: 900, height: 600 }, side: 440, named: true, multiple: 1 })).toEqual({
    width: 440,
    height: 293 + 34,
    image: { x: 0, y: 0, width: 440, height: 293 },
    barHeight: 34,
    ratio: 1,
  });
});

test('without a name there is the photo alone', () => {
  const { width, height, barHeight } = layoutFrame({
    photo: { width: 600, height: 900 },
    side: 480,
    named: false,
    multiple: 1,
  });
  expect([width, height, barHeight]).toEqual([320, 480, 0]);
});

test('frames for films have sides that encoders like, and the photo lies within', () => {
  const anyFrame = fc.record({
    photo: fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) }),
    side: fc.integer({ min: 16, max: 1920 }),
    named: fc.boolean(),
    multiple: fc.constantFrom(1, 2, 16),
  });
  fc.assert(
    fc.property(anyFrame, (spec) => {
      const { width, height, image, barHeight } = layoutFrame(spec);
      expect([width % spec.multiple, height % spec.multiple]).toEqual([0, 0]);
      const { photo, side, multiple } = spec;
      const scale = side / Math.max(photo.width, photo.height);
      // A pixel at least, whole pixels, and a tenth for what fills the width.
      const longest = Math.max(1, 1.1 * scale * photo.height + 1);
      expect(image.height).toBeLessThanOrEqual(longest);
      expect(image.width).toBeLessThanOrEqual(Math.max(1, 1.1 * scale * photo.width + 1));
      if (multiple === 1) expect(Math.abs(Math.max(image.width, image.height) - side)).toBeLessThan(side);
      expect(image.x + image.width).toBeLessThanOrEqual(width);
      expect(image.y + image.height + barHeight).toBeLessThanOrEqual(height);
      expect(width - image.width).toBeLessThan(spec.multiple);
    }),
  );
});
