import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RgbPixels } from '../../image/pixels.ts';
import { createRandom } from '../../measure/random.ts';
import {
  type Augmentation,
  type AugmentationKind,
  augmentationKinds,
  readAugmentation,
  writeAugmentation,
} from './augmentation.ts';
import { augmentPicture } from './augmentPicture.ts';

function randomPicture(width: number, height: number): RgbPixels {
  const random = createRandom(3);
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => 256 * random()) };
}

function plain(level: number, width = 12, height = 9): RgbPixels {
  return { width, height, data: new Uint8Array(width * height * 3).fill(level) };
}

function augment(picture: RgbPixels, kind: AugmentationKind, strength = 1, seed = 5): RgbPixels {
  return augmentPicture(picture, { kind, strength, seed });
}

describe.each(augmentationKinds)('%s', (kind) => {
  const picture = randomPicture(16, 11);

  test('gives a picture of the same size, the same for the same seed, and leaves the first alone', () => {
    const before = picture.data.slice();
    const changed = augment(picture, kind);
    expect([changed.width, changed.height, changed.data.length]).toEqual([16, 11, 16 * 11 * 3]);
    expect(augment(picture, kind)).toEqual(changed);
    expect(picture.data).toEqual(before);
    expect(changed.data).not.toEqual(before);
  });

  test('does nothing at strength 0, if it has a measure', () => {
    const hasMeasure = kind !== 'flip' && kind !== 'crate';
    expect(augment(picture, kind, 0).data.join() === picture.data.join()).toBe(hasMeasure);
  });
});

test('a flip mirrors, and twice is none', () => {
  const row = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  expect(augment(row, 'flip').data).toEqual(Uint8Array.of(7, 8, 9, 4, 5, 6, 1, 2, 3));
  const picture = randomPicture(7, 5);
  expect(augment(augment(picture, 'flip'), 'flip')).toEqual(picture);
});

test.each(['crop', 'rotate', 'blur', 'contrast', 'cutOut'] as const)(
  '%s leaves a plain picture plain',
  (kind) => {
    expect(augment(plain(100), kind)).toEqual(plain(100));
  },
);

test('brightness takes all levels times one number of 1/2 to 2, colour each channel', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const [level] = augment(plain(100), 'brightness', 1, seed).data;
      expect(augment(plain(100), 'brightness', 1, seed)).toEqual(plain(level!));
      expect(level).toBeGreaterThanOrEqual(50);
      expect(level).toBeLessThanOrEqual(200);
      const channels = augment(plain(100), 'colour', 1, seed).data.slice(0, 3);
      for (const channel of channels) expect(Math.abs(Math.log2(channel / 100))).toBeLessThanOrEqual(0.51);
    }),
  );
});

test('contrast moves levels away from their mean or towards it', () => {
  const two = { width: 2, height: 1, data: Uint8Array.of(80, 80, 80, 120, 120, 120) };
  const [dark, , , bright] = augment(two, 'contrast').data;
  expect(dark! + bright!).toBe(200);
  expect(dark).not.toBe(80);
});

test('noise has no opinion: its mean is that of the picture', () => {
  const { data } = augment(plain(128, 60, 60), 'noise');
  const mean = data.reduce((sum, level) => sum + level, 0) / data.length;
  expect(Math.abs(mean - 128)).toBeLessThan(1.5);
});

test('a cut-out changes a quarter of the picture at most, with its own colours', () => {
  const picture = randomPicture(40, 40);
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { data } = augment(picture, 'cutOut', 1, seed);
      let changed = 0;
      for (let pixel = 0; pixel < 1600; pixel++) {
        if ([0, 1, 2].some((channel) => data[3 * pixel + channel] !== picture.data[3 * pixel + channel]))
          changed++;
      }
      // Sides are whole pixels.
      expect(changed).toBeLessThanOrEqual(21 * 21 + 21);
    }),
    { numRuns: 50 },
  );
});

test('an augmentation is read as it was written, and nothing else is one', () => {
  const any: fc.Arbitrary<Augmentation> = fc.record({
    kind: fc.constantFrom(...augmentationKinds),
    strength: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(any, (augmentation) => {
      expect(readAugmentation(writeAugmentation(augmentation))).toEqual(augmentation);
    }),
  );
  for (const text of [
    '',
    'flip',
    'flip 1',
    'flip 2 1',
    'turn 1 1',
    'flip 1 1 1',
    'flip 1 -1',
    'flip NaN 1',
  ]) {
    expect(readAugmentation(text)).toBeNull();
  }
});
