/** Thresholds that are best by some measure: chosen on one half of the pictures and reported on the other. */
import { createRandom } from '../random.ts';
import type { BinaryAnswers } from './binaryAnswers.ts';
import { type BinaryCounts, balancedAccuracy, f1Score } from './binaryCounts.ts';
import { isDefined, type Measured, undefinedFor } from './measured.ts';
import { countsAfter, countsAt, type RankedAnswers, rankAnswers, thresholdAfter } from './rankedAnswers.ts';

export type ThresholdCriterion =
  | { readonly kind: 'f1' }
  /** Recall + specificity, which is twice the balanced accuracy [Youden, Cancer 3, 1950]. */
  | { readonly kind: 'balanced' }
  /** The least cost: a negative called positive counts `ratio` times as much as the reverse. */
  | { readonly kind: 'cost'; readonly ratio: number };

export interface BestThreshold {
  /** A logit half way between two answers; ±Infinity where one class should always be said. */
  readonly threshold: number;
  /** The criterion's value where it was chosen. Of a cost: per picture. */
  readonly value: number;
}

/** ratio · FP + FN, per picture. */
export function costOf(
  { falsePositives, falseNegatives, truePositives, trueNegatives }: BinaryCounts,
  ratio: number,
): Measured {
  const total = falsePositives + falseNegatives + truePositives + trueNegatives;
  return total === 0 ? undefinedFor('noPictures') : (ratio * falsePositives + falseNegatives) / total;
}

/** The criterion at one set of counts. */
export function criterionValue(criterion: ThresholdCriterion, counts: BinaryCounts): Measured {
  switch (criterion.kind) {
    case 'f1':
      return f1Score(counts);
    case 'balanced':
      return balancedAccuracy(counts);
    case 'cost':
      return costOf(counts, criterion.ratio);
  }
}

/**
 * The best of all thresholds on these very pictures; of equally good ones that nearest to p = 0.5.
 *
 * @returns undefined where the criterion is at every threshold.
 */
export function findBestThreshold(
  ranked: RankedAnswers,
  criterion: ThresholdCriterion,
): BestThreshold | { readonly undefined: 'oneClass' } {
  if (ranked.positives === 0 || ranked.negatives === 0) return { undefined: 'oneClass' };
  const sign = criterion.kind === 'cost' ? -1 : 1;
  let best: BestThreshold | null = null;
  for (let stepCount = 0; stepCount <= ranked.steps.length; stepCount++) {
    const value = criterionValue(criterion, countsAfter(ranked, stepCount));
    if (!isDefined(value)) continue;
    const threshold = thresholdAfter(ranked, stepCount);
    const gain = best === null ? Number.POSITIVE_INFINITY : sign * (value - best.value);
    const isNearer = best !== null && Math.abs(threshold) < Math.abs(best.threshold);
    if (gain > 0 || (gain === 0 && isNearer)) best = { threshold, value };
  }
  return best ?? { undefined: 'oneClass' };
}

export interface ReportedThreshold extends BestThreshold {
  readonly chosenOn: number;
  readonly reportedOn: number;
  /** At the threshold, of the half by which it was not chosen. */
  readonly reported: BinaryCounts;
}

const fewestOfClass = 2;

/**
 * The best threshold of a seeded half, with the counts of the other half: what it is worth on pictures that had no
 * say in it. Each class is cut in half by itself.
 *
 * @returns undefined with fewer than two pictures of a class.
 */
export function chooseThreshold(
  answers: BinaryAnswers,
  criterion: ThresholdCriterion,
  seed: number,
): ReportedThreshold | { readonly undefined: 'oneClass' | 'tooFewPictures' } {
  const [chosen, other] = halve(answers, seed);
  const ranked = rankAnswers(chosen);
  const reportedRanked = rankAnswers(other);
  if (ranked.positives + reportedRanked.positives === 0) return { undefined: 'oneClass' };
  if (ranked.negatives + reportedRanked.negatives === 0) return { undefined: 'oneClass' };
  const fewest = Math.min(
    ranked.positives + reportedRanked.positives,
    ranked.negatives + reportedRanked.negatives,
  );
  if (fewest < fewestOfClass) return { undefined: 'tooFewPictures' };
  const best = findBestThreshold(ranked, criterion);
  if ('undefined' in best) return best;
  return {
    ...best,
    chosenOn: ranked.order.length,
    reportedOn: reportedRanked.order.length,
    reported: countsAt(reportedRanked, best.threshold),
  };
}

/** Two halves, of each class as many in both; the first half has the odd one. */
function halve({ logits, labels }: BinaryAnswers, seed: number): readonly [BinaryAnswers, BinaryAnswers] {
  const random = createRandom(seed);
  const halves = [0, 1].map(() => ({ logits: [] as number[], labels: [] as number[] })) as [
    { logits: number[]; labels: number[] },
    { logits: number[]; labels: number[] },
  ];
  for (const label of [0, 1]) {
    const indices = Array.from(labels, (_, index) => index).filter((index) => labels[index] === label);
    for (let last = indices.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [indices[last], indices[other]] = [indices[other]!, indices[last]!];
    }
    const cut = Math.ceil(indices.length / 2);
    indices.forEach((index, place) => {
      const half = halves[place < cut ? 0 : 1];
      half.logits.push(logits[index]!);
      half.labels.push(label);
    });
  }
  return halves;
}
