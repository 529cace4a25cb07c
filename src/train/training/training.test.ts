import { beforeAll, describe, expect, test } from 'vitest';
import { randomRows, turningClasses } from '../../../test/randomRows.ts';
import { readTestBank } from '../../../test/readTestBank.ts';
import { zeroHead } from '../head/newHead.ts';
import type { OriginRows } from '../rows/originRows.ts';
import { compareHeads, countCalled, hasEnoughHeldOut, rightAnswers } from './compareHeads.ts';
import { type DoseFit, doseLine, trainDoses } from './trainDoses.ts';
import { type TrainedHead, trainHead } from './trainHead.ts';
import { addOwnPictures, bankPool, emptyPool } from './trainingPool.ts';

const pool = bankPool(readTestBank());
const { classes } = pool.heldOut[0]!.rows;
const reference = zeroHead(1, pool.dimension);

function shareRight({ logits }: TrainedHead, set: 'heldOut' | 'heldOutCrated'): number {
  return rightAnswers(logits[set]!, classes, 1).reduce((sum, right) => sum + right, 0) / classes.length;
}

function catsCalledDogs({ logits }: TrainedHead): number {
  return countCalled(logits.heldOutCrated!, classes, 1, 0, 1);
}

describe('on the bank, from scratch', () => {
  let fits: readonly DoseFit[];
  beforeAll(async () => {
    fits = await trainDoses((settings, start) => trainHead(pool, settings, { start }), {
      seed: 1,
      reference,
    });
  });

  test('17 fits: five draws of three doses, and two doses that are the same in every draw', () => {
    expect(fits.map(({ dose, draw }) => `${draw}:${dose}`)).toEqual([
      ...['0:0', '0:0.25', '0:0.5', '0:0.75', '0:1'],
      ...[1, 2, 3, 4].flatMap((draw) => [0.25, 0.5, 0.75].map((dose) => `${draw}:${dose}`)),
    ]);
    expect(fits.every(({ trained }) => trained.hasConverged)).toBe(true);
  });

  test('cats called dogs behind crates fall from about 50 of 100 to about 17, and the band says how surely', () => {
    const line = doseLine(fits, catsCalledDogs);
    expect(line[0]!.value).toBeGreaterThan(40);
    expect(line[0]).toMatchObject({ pictures: 0, low: line[0]!.value, high: line[0]!.value });
    for (const { low, high } of line.slice(1)) {
      expect(low).toBeGreaterThanOrEqual(12);
      expect(high).toBeLessThanOrEqual(28);
    }
    expect(line.at(-1)).toMatchObject({ pictures: 400, value: expect.closeTo(17, -1) });
  });

  test('clean accuracy does not fall by two points', () => {
    const line = doseLine(fits, (trained) => shareRight(trained, 'heldOut'));
    for (const { low } of line) expect(low).toBeGreaterThan(line[0]!.value - 0.02);
  });

  test('a fit that starts elsewhere is the same to 1e-9', async () => {
    const { trained } = fits.find(({ dose, draw }) => dose === 0.5 && draw === 2)!;
    const alone = await trainHead(pool, { seed: 3, dose: 0.5, reference });
    for (const [at, weight] of alone.head.kernel.entries()) {
      expect(Math.abs(weight - trained.head.kernel[at]!)).toBeLessThan(1e-9);
    }
  });
});

test('copies of the supplement weigh as their photos do: with eight of each, the same head', async () => {
  const { supplement } = pool;
  const copied: OriginRows = {
    features: {
      ...supplement.features,
      count: 8 * supplement.features.count,
      values: Float32Array.from({ length: 8 * supplement.features.values.length }, (_, at) => {
        return supplement.features.values[at % supplement.features.values.length]!;
      }),
    },
    classes: Uint8Array.from(
      { length: 8 * supplement.classes.length },
      (_, row) => supplement.classes[row % supplement.classes.length]!,
    ),
    origins: Array.from({ length: 8 }, () => supplement.origins).flat(),
  };
  const settings = { dose: 0.25, seed: 4, reference };
  const plain = await trainHead(pool, settings);
  const eightfold = await trainHead({ ...pool, supplement: copied }, settings);
  expect(eightfold.pictures.supplement).toBe(8 * plain.pictures.supplement);
  for (const [at, weight] of plain.head.kernel.entries()) {
    expect(Math.abs(weight - eightfold.head.kernel[at]!)).toBeLessThan(1e-9);
  }
});

describe('own pictures', () => {
  const own = (count: number, from: number): OriginRows => ({
    features: randomRows(count, 8, from),
    classes: turningClasses(count, 2),
    origins: Array.from({ length: count }, (_, row) => `own:${Math.floor((from + row) / 4)}`),
  });

  test('are held out by the fifth, a photo with all its copies, in whatever set they lie', () => {
    const added = addOwnPictures(emptyPool(8, 2), { original: own(40, 0), supplement: own(40, 20) }, 1);
    const held = new Set(added.heldOut[0]!.rows.origins);
    expect(added.heldOut.map(({ name }) => name)).toEqual(['own']);
    for (const { origins } of [added.original, added.supplement]) {
      expect(origins.filter((origin) => held.has(origin))).toEqual([]);
    }
    expect(added.original.origins.length + added.supplement.origins.length).toBe(
      80 - added.heldOut[0]!.rows.origins.length,
    );
    expect(held.size).toBe(3);
  });

  test('of one class alone can teach nothing, and it is said', async () => {
    const cats = { ...own(9, 0), classes: new Uint8Array(9) };
    const none = own(0, 0);
    const alone = addOwnPictures(emptyPool(8, 2), { original: cats, supplement: none }, 1);
    const settings = { dose: 1, seed: 1, reference: zeroHead(1, 8) };
    await expect(trainHead(alone, settings)).rejects.toMatchObject({ code: 'tooFewPictures' });
  });
});

test('versions are compared picture by picture', () => {
  const before = Float64Array.of(1, 1, -1, -1);
  const after = Float64Array.of(-1, 1, 1, -1);
  expect(compareHeads(before, after, Uint8Array.of(0, 1, 1, 1), 1)).toMatchObject({ better: 2, worse: 0 });
  expect(hasEnoughHeldOut(turningClasses(40, 2), 2)).toBe(true);
  expect(hasEnoughHeldOut(turningClasses(39, 2), 2)).toBe(false);
});
