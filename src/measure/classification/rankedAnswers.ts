/** Answers sorted once, so that moving the threshold afterwards costs a binary search. */
import { type BinaryAnswers, requireAnswers } from './binaryAnswers.ts';
import type { BinaryCounts } from './binaryCounts.ts';

export interface RankedAnswers {
  /** Indices of the answers by falling logit; equal logits in the answers' order. */
  readonly order: Uint32Array;
  /** 1 for positive, in that order. */
  readonly rankedLabels: Uint8Array;
  /** The different logits, falling. Equal logits are one step: no threshold can tell them apart. */
  readonly steps: Float64Array;
  /** How many answers have a logit of at least that step's. */
  readonly ends: Uint32Array;
  /** How many of those are positive. */
  readonly truePositives: Uint32Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Sorts answers by falling logit. @throws Failure numericalFailure for a logit that is no number. */
export function rankAnswers(answers: BinaryAnswers): RankedAnswers {
  requireAnswers(answers);
  const { logits, labels } = answers;
  const count = logits.length;
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  order.sort((a, b) => logits[b]! - logits[a]! || a - b);
  const rankedLabels = Uint8Array.from(order, (index) => labels[index]!);
  const steps: number[] = [];
  const ends: number[] = [];
  const truePositives: number[] = [];
  let positives = 0;
  for (let rank = 0; rank < count; rank++) {
    positives += rankedLabels[rank]!;
    const logit = logits[order[rank]!]!;
    if (rank + 1 < count && logits[order[rank + 1]!] === logit) continue;
    steps.push(logit);
    ends.push(rank + 1);
    truePositives.push(positives);
  }
  return {
    order,
    rankedLabels,
    steps: Float64Array.from(steps),
    ends: Uint32Array.from(ends),
    truePositives: Uint32Array.from(truePositives),
    positives,
    negatives: count - positives,
  };
}

/**
 * The four counts at a threshold: an answer is positive iff z ≥ threshold, so a tie goes to the positive class.
 * O(log n).
 *
 * @param threshold a logit; Infinity calls nothing positive, −Infinity everything.
 */
export function countsAt(ranked: RankedAnswers, threshold: number): BinaryCounts {
  return countsAfter(ranked, stepsAbove(ranked, threshold));
}

/** The four counts when the first so many steps are called positive. */
export function countsAfter(ranked: RankedAnswers, stepCount: number): BinaryCounts {
  const called = stepCount === 0 ? 0 : ranked.ends[stepCount - 1]!;
  const truePositives = stepCount === 0 ? 0 : ranked.truePositives[stepCount - 1]!;
  const falsePositives = called - truePositives;
  return {
    truePositives,
    falsePositives,
    falseNegatives: ranked.positives - truePositives,
    trueNegatives: ranked.negatives - falsePositives,
  };
}

/**
 * A threshold that calls the first so many steps positive: half way to the next step, so that a new picture near
 * either falls on its side. Infinity for none, −Infinity for all.
 */
export function thresholdAfter({ steps }: RankedAnswers, stepCount: number): number {
  if (stepCount === 0) return Number.POSITIVE_INFINITY;
  if (stepCount === steps.length) return Number.NEGATIVE_INFINITY;
  const above = steps[stepCount - 1]!;
  const middle = (above + steps[stepCount]!) / 2;
  // Of two neighbouring floats the middle is one of them.
  return middle > steps[stepCount]! ? middle : above;
}

/** How many steps lie at or above the threshold. */
function stepsAbove({ steps }: RankedAnswers, threshold: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]! >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
