/** The precision-recall curve [Davis & Goadrich, ICML 2006], by steps: between two thresholds there is no third. */
import { type Measured, undefinedFor } from './measured.ts';
import type { RankedAnswers } from './rankedAnswers.ts';

export interface PrecisionRecallPoint {
  /** TP / N⁺, never falling along the curve. */
  readonly recall: number;
  /** TP / (TP + FP). */
  readonly precision: number;
  /** The lowest logit that is called positive here. */
  readonly threshold: number;
}

export interface PrecisionRecall {
  /** One per different logit, beginning with the highest: no point (0, 1) is invented. */
  readonly points: readonly PrecisionRecallPoint[];
  /** Σ (recall_k − recall_{k−1}) · precision_k. */
  readonly averagePrecision: Measured;
  /** N⁺ / n: the precision of a model that guesses. */
  readonly baseline: Measured;
}

/** Undefined, and without points, where no picture is positive. */
export function precisionRecall(ranked: RankedAnswers): PrecisionRecall {
  const { steps, ends, truePositives, positives, order } = ranked;
  if (positives === 0) {
    const none = undefinedFor(order.length === 0 ? 'noPictures' : 'noPositives');
    return { points: [], averagePrecision: none, baseline: order.length === 0 ? none : 0 };
  }
  const points: PrecisionRecallPoint[] = [];
  let averagePrecision = 0;
  let found = 0;
  for (let step = 0; step < steps.length; step++) {
    const precision = truePositives[step]! / ends[step]!;
    averagePrecision += ((truePositives[step]! - found) / positives) * precision;
    found = truePositives[step]!;
    points.push({ recall: found / positives, precision, threshold: steps[step]! });
  }
  return { points, averagePrecision, baseline: positives / order.length };
}
