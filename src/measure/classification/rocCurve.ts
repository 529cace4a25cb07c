/** The ROC curve and the area below it: [Fawcett, Pattern Recognition Letters 27, 2006]. */
import { type Measured, undefinedFor } from './measured.ts';
import type { RankedAnswers } from './rankedAnswers.ts';

export interface RocPoint {
  /** FP / N⁻, rising along the curve. */
  readonly falsePositiveRate: number;
  /** TP / N⁺. */
  readonly truePositiveRate: number;
  /** The lowest logit that is called positive here; Infinity at the start, where none is. */
  readonly threshold: number;
}

/**
 * From (0, 0) to (1, 1), one point per different logit: where positives and negatives share a logit, the curve runs
 * diagonally.
 *
 * @returns none where there is one class only.
 */
export function rocCurve(ranked: RankedAnswers): readonly RocPoint[] {
  const { steps, ends, truePositives, positives, negatives } = ranked;
  if (positives === 0 || negatives === 0) return [];
  const points: RocPoint[] = [
    { falsePositiveRate: 0, truePositiveRate: 0, threshold: Number.POSITIVE_INFINITY },
  ];
  for (let step = 0; step < steps.length; step++) {
    const found = truePositives[step]!;
    points.push({
      falsePositiveRate: (ends[step]! - found) / negatives,
      truePositiveRate: found / positives,
      threshold: steps[step]!,
    });
  }
  return points;
}

/**
 * The share of pairs, one positive and one negative, in which the positive has the higher logit; a tie counts ½. It
 * equals the rank statistic (Σ R⁺ − N⁺(N⁺+1)/2) / (N⁺N⁻) with midranks [Hanley & McNeil, Radiology 143, 1982].
 */
export function areaUnderRoc(ranked: RankedAnswers): Measured {
  if (ranked.order.length === 0) return undefinedFor('noPictures');
  if (ranked.positives === 0 || ranked.negatives === 0) return undefinedFor('oneClass');
  return weightedArea(ranked, null);
}

/**
 * The same with each picture counted so many times: for the bootstrap, in one pass.
 *
 * @param weights one per picture, in the answers' own order; null counts each once. Both classes need some weight.
 */
export function weightedArea({ order, rankedLabels, ends }: RankedAnswers, weights: Float64Array | null) {
  let positives = 0;
  let negatives = 0;
  let pairs = 0;
  let rank = 0;
  for (const end of ends) {
    let stepPositives = 0;
    let stepNegatives = 0;
    for (; rank < end; rank++) {
      const weight = weights === null ? 1 : weights[order[rank]!]!;
      if (rankedLabels[rank] === 1) stepPositives += weight;
      else stepNegatives += weight;
    }
    pairs += stepNegatives * (positives + stepPositives / 2);
    positives += stepPositives;
    negatives += stepNegatives;
  }
  return pairs / (positives * negatives);
}
