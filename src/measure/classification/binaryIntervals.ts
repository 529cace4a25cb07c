/** Which numbers of a binary model get a bootstrapped interval, and how each follows from weights. */
import type { BinaryAnswers } from './binaryAnswers.ts';
import { type BinaryCounts, balancedAccuracy, f1Score } from './binaryCounts.ts';
import type { WeightedStatistic } from './bootstrap.ts';
import { undefinedFor } from './measured.ts';
import { logLosses, squaredErrors } from './probabilityErrors.ts';
import { rankAnswers } from './rankedAnswers.ts';
import { weightedArea } from './rocCurve.ts';

export type BootstrappedMetric = 'f1' | 'balancedAccuracy' | 'areaUnderRoc' | 'brierScore' | 'logLoss';

/**
 * For `bootstrapSteps(answers.labels, binaryStatistics(answers, threshold), { seed })`.
 *
 * @param threshold a logit.
 */
export function binaryStatistics(
  answers: BinaryAnswers,
  threshold: number,
): Readonly<Record<BootstrappedMetric, WeightedStatistic>> {
  const ranked = rankAnswers(answers);
  const hasBothClasses = ranked.positives > 0 && ranked.negatives > 0;
  return {
    f1: (weights) => f1Score(weightedCounts(answers, threshold, weights)),
    balancedAccuracy: (weights) => balancedAccuracy(weightedCounts(answers, threshold, weights)),
    areaUnderRoc: (weights) => (hasBothClasses ? weightedArea(ranked, weights) : undefinedFor('oneClass')),
    brierScore: weightedMean(squaredErrors(answers)),
    logLoss: weightedMean(logLosses(answers)),
  };
}

/** The mean of one number per picture. */
export function weightedMean(values: ArrayLike<number>): WeightedStatistic {
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (let index = 0; index < values.length; index++) {
      sum += weights[index]! * values[index]!;
      total += weights[index]!;
    }
    return total === 0 ? undefinedFor('noPictures') : sum / total;
  };
}

function weightedCounts(
  { logits, labels }: BinaryAnswers,
  threshold: number,
  weights: Float64Array,
): BinaryCounts {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (let index = 0; index < logits.length; index++) {
    const weight = weights[index]!;
    const isCalled = logits[index]! >= threshold;
    if (labels[index] === 1) {
      if (isCalled) counts.truePositives += weight;
      else counts.falseNegatives += weight;
    } else if (isCalled) counts.falsePositives += weight;
    else counts.trueNegatives += weight;
  }
  return counts;
}
