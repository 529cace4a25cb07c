/** What is told from the four counts at one threshold. */
import { type Measured, undefinedFor } from './measured.ts';
import { type Share, shareOf } from './share.ts';

/** Pictures by label and answer at one threshold. */
export interface BinaryCounts {
  readonly truePositives: number;
  /** Negative, called positive: cats called dogs. */
  readonly falsePositives: number;
  /** Positive, called negative. */
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** All numbers at one threshold. Shares carry Wilson's interval; the others' intervals are bootstrapped elsewhere. */
export interface ThresholdMetrics {
  readonly counts: BinaryCounts;
  readonly accuracy: Share;
  /** What "it always says the larger class" would reach. */
  readonly majorityShare: Share;
  readonly precision: Share;
  readonly recall: Share;
  readonly specificity: Share;
  readonly f1: Measured;
  readonly balancedAccuracy: Measured;
}

export function thresholdMetrics(counts: BinaryCounts): ThresholdMetrics {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const positives = truePositives + falseNegatives;
  const negatives = falsePositives + trueNegatives;
  const total = positives + negatives;
  return {
    counts,
    accuracy: shareOf(truePositives + trueNegatives, total, 'noPictures'),
    majorityShare: shareOf(Math.max(positives, negatives), total, 'noPictures'),
    precision: shareOf(truePositives, truePositives + falsePositives, 'nothingCalledPositive'),
    recall: shareOf(truePositives, positives, 'noPositives'),
    specificity: shareOf(trueNegatives, negatives, 'noNegatives'),
    f1: f1Score(counts),
    balancedAccuracy: balancedAccuracy(counts),
  };
}

/** 2TP / (2TP + FP + FN): 0 where nothing was found of what there is, undefined where there is nothing to find. */
export function f1Score({ truePositives, falsePositives, falseNegatives }: BinaryCounts): Measured {
  const denominator = 2 * truePositives + falsePositives + falseNegatives;
  return denominator === 0 ? undefinedFor('nothingToFind') : (2 * truePositives) / denominator;
}

/** The mean of recall and specificity. */
export function balancedAccuracy(counts: BinaryCounts): Measured {
  const positives = counts.truePositives + counts.falseNegatives;
  const negatives = counts.falsePositives + counts.trueNegatives;
  if (positives + negatives === 0) return undefinedFor('noPictures');
  if (positives === 0 || negatives === 0) return undefinedFor('oneClass');
  return (counts.truePositives / positives + counts.trueNegatives / negatives) / 2;
}
