/** Two versions, or two models, on the same pictures. */

import { weightedMean } from './binaryIntervals.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { type Interval, type Measured, undefinedFor } from './measured.ts';

export interface PairedAnswers {
  /** Wrong before, right now. */
  readonly better: number;
  /** Right before, wrong now. */
  readonly worse: number;
  readonly total: number;
  /** {@link midPMcNemar}; undefined where the two are the same on every picture. */
  readonly midP: Measured;
  /** (better − worse) / total, with its paired bootstrap interval. */
  readonly difference: Measured;
  readonly interval: Interval | null;
}

/**
 * Compares two columns of right and wrong.
 *
 * @param before 1 where the first was right, else 0; one per picture.
 * @param now the same of the second, in the same order.
 */
export function comparePaired(
  before: ArrayLike<number>,
  now: ArrayLike<number>,
  seed: number,
): PairedAnswers {
  const changes = Float64Array.from({ length: before.length }, (_, index) => now[index]! - before[index]!);
  let better = 0;
  let worse = 0;
  for (const change of changes) {
    if (change > 0) better += 1;
    if (change < 0) worse += 1;
  }
  const total = changes.length;
  const { difference: interval } = bootstrapIntervals(
    new Uint8Array(total),
    { difference: weightedMean(changes) },
    { seed },
  );
  return {
    better,
    worse,
    total,
    midP: midPMcNemar(better, worse),
    difference: total === 0 ? undefinedFor('noPictures') : (better - worse) / total,
    interval,
  };
}

/**
 * The exact mid-p of McNemar's test [Fagerland, Lydersen & Laake, BMC Medical Research Methodology 13:91, 2013]: with
 * m = better + worse and k the smaller of the two, min(1, 2 Σ_{i ≤ k} C(m, i)/2^m − C(m, k)/2^m).
 *
 * @returns undefined for m = 0: there is no change to test.
 */
export function midPMcNemar(better: number, worse: number): Measured {
  const changed = better + worse;
  if (changed === 0) return undefinedFor('noDifference');
  const fewer = Math.min(better, worse);
  let logTerm = -changed * Math.LN2;
  for (let index = 1; index <= fewer; index++) logTerm += Math.log((changed - fewer + index) / index);
  const last = Math.exp(logTerm);
  let term = last;
  let tail = last;
  for (let index = fewer; index > 0; index--) {
    term *= index / (changed - index + 1);
    tail += term;
  }
  return Math.min(1, 2 * tail - last);
}

/**
 * Holm's step-down adjustment for several tests at once [Holm, Scandinavian Journal of Statistics 6, 1979].
 *
 * @returns adjusted p in the order given.
 */
export function adjustByHolm(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const adjusted = new Array<number>(values.length).fill(1);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, values[index]! * (values.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
