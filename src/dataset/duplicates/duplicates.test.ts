import { describe, expect, test } from 'vitest';
import type { RgbPixels } from '../../image/pixels.ts';
import { createRandom } from '../../measure/random.ts';
import { readHashFile, writeHashFile } from './hashFile.ts';
import { firstOfEach, groupPairs, joinHashes, nearInOther, nearPairs } from './nearDuplicates.ts';
import { hashDistance, hashPicture } from './perceptualHash.ts';

/** A smooth picture of a few random waves, of any size. */
function paint(seed: number, width: number, height: number, change = (value: number) => value): RgbPixels {
  const random = createRandom(seed);
  const waves = Array.from({ length: 12 }, () => [random() * 8, random() * 8, random() * 6, random()]);
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const x = ((pixel % width) + 0.5) / width;
    const y = (Math.floor(pixel / width) + 0.5) / height;
    const sum = waves.reduce(
      (total, [a, b, c, weight]) => total + weight! * Math.sin(a! * x + b! * y + c!),
      0,
    );
    data.fill(change(Math.max(0, Math.min(255, 128 + 30 * sum))), 3 * pixel, 3 * pixel + 3);
  }
  return { width, height, data };
}

function mirror({ width, height, data }: RgbPixels): RgbPixels {
  const turned = data.map((_, at) => {
    const pixel = Math.floor(at / 3);
    const x = pixel % width;
    return data[3 * (pixel - x + width - 1 - x) + (at % 3)]!;
  });
  return { width, height, data: turned };
}

function drain<Result>(steps: Generator<number, Result, void>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    expect(step.value).toBeLessThanOrEqual(1);
  }
}

const photo = paint(1, 224, 224);

describe('a perceptual hash', () => {
  test('hardly changes with size, brightness and noise', () => {
    const random = createRandom(9);
    const variants = [
      paint(1, 320, 200),
      paint(1, 224, 224, (value) => value * 0.8 + 20),
      paint(1, 224, 224, (value) => value + 10 * (random() - 0.5)),
    ];
    for (const variant of variants) {
      expect(hashDistance(hashPicture(photo).words, 0, hashPicture(variant).words, 0)).toBeLessThanOrEqual(6);
    }
  });

  test('of another picture is another', () => {
    const distance = hashDistance(hashPicture(photo).words, 0, hashPicture(paint(2, 224, 224)).words, 0);
    expect(distance).toBeGreaterThan(12);
  });

  test('of the mirror image is the mirrored hash', () => {
    const turned = hashPicture(mirror(photo)).words;
    const own = hashPicture(photo).words;
    expect(hashDistance(own, 4, turned, 0)).toBeLessThanOrEqual(1);
    expect(hashDistance(own, 6, turned, 2)).toBe(0);
  });

  test('by hand: the difference hash of a ramp has every bit', () => {
    const ramp = {
      width: 9,
      height: 8,
      data: Uint8Array.from({ length: 9 * 8 * 3 }, (_, at) => 20 * (Math.floor(at / 3) % 9)),
    };
    expect([...hashPicture(ramp).words.slice(2, 4)]).toEqual([0xffffffff, 0xffffffff]);
    expect([...hashPicture(ramp).words.slice(6, 8)]).toEqual([0, 0]);
  });

  test('counts bits of all 32 places', () => {
    expect(hashDistance(Uint32Array.of(0xffffffff, 0x80000001), 0, Uint32Array.of(0, 0), 0)).toBe(34);
  });

  test('of a blank picture is marked', () => {
    const blank = { width: 20, height: 20, data: new Uint8Array(1200).fill(90) };
    expect(hashPicture(blank).isFlat).toBe(true);
    expect(hashPicture(photo).isFlat).toBe(false);
  });
});

describe('near duplicates', () => {
  const blank = { width: 20, height: 20, data: new Uint8Array(1200).fill(90) };
  const list = joinHashes([photo, paint(2, 224, 224), mirror(photo), blank, blank].map(hashPicture));

  test('are found, mirrored ones too, and blank pictures are like nothing', () => {
    const pairs = drain(nearPairs(list));
    expect(pairs).toMatchObject([{ first: 0, second: 2, isMirrored: true }]);
  });

  test('are found in another set', () => {
    const other = joinHashes([paint(2, 100, 80)].map(hashPicture));
    expect(drain(nearInOther(list, other))).toMatchObject([{ first: 1, second: 0, isMirrored: false }]);
  });

  test('are found in a file of hashes, mirrored ones too', () => {
    const file = writeHashFile([mirror(photo), paint(2, 224, 224), blank].map(hashPicture));
    expect(file).toHaveLength(32);
    const pairs = drain(nearInOther(list, readHashFile(file)));
    expect(pairs.map(({ first, isMirrored }) => [first, isMirrored])).toEqual([
      [0, true],
      [1, false],
      [2, false],
    ]);
    expect(() => readHashFile(file.subarray(1))).toThrow(
      expect.objectContaining({ code: 'savedFileInvalid' }),
    );
  });

  test('make groups in which each is like each: a chain stays apart', () => {
    const pair = (first: number, second: number, distance: number) => ({
      first,
      second,
      distance,
      isMirrored: false,
    });
    const chain = [pair(0, 1, 4), pair(1, 2, 2), pair(5, 6, 1), pair(5, 7, 3), pair(6, 7, 5)];
    expect(groupPairs(chain)).toEqual([
      [1, 2],
      [5, 6, 7],
    ]);
    expect(firstOfEach(8, groupPairs(chain))).toEqual([0, 1, 3, 4, 5]);
  });
});
