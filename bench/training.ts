/** How long the workshop trains and asks. */

import { zeroHead } from '../src/train/head/newHead.ts';
import { scoreRows } from '../src/train/head/scoreRows.ts';
import { trainHead } from '../src/train/training/trainHead.ts';
import { bankPool } from '../src/train/training/trainingPool.ts';
import { randomRows } from '../test/randomRows.ts';
import { readTestBank } from '../test/readTestBank.ts';

export interface TrainingTimes {
  readonly pictures: number;
  readonly iterations: number;
  /** From scratch, of each round. */
  readonly trainMs: readonly number[];
  readonly scoredPictures: number;
  /** Of each round. */
  readonly scoreMs: readonly number[];
}

const rounds = 7;
const scoredPictures = 5000;

/** The whole bank, 1,400 pictures of 1,280 features; and 5,000 pictures asked again by another version. */
export async function benchTraining(): Promise<TrainingTimes> {
  const pool = bankPool(readTestBank());
  const settings = { dose: 1, seed: 1, reference: zeroHead(1, pool.dimension) };
  const trainMs: number[] = [];
  let iterations = 0;
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    ({ iterations } = await trainHead(pool, settings));
    trainMs.push(performance.now() - startMs);
  }
  const { head } = await trainHead(pool, settings);
  const features = randomRows(scoredPictures, pool.dimension, 1);
  const scoreMs = Array.from({ length: rounds }, () => {
    const startMs = performance.now();
    scoreRows(head, features);
    return performance.now() - startMs;
  });
  const pictures = pool.original.classes.length + pool.supplement.classes.length;
  return { pictures, iterations, trainMs, scoredPictures, scoreMs };
}
