import { wilsonShare } from '../confidenceInterval.ts';
import { type Interval, type Undefined, type UndefinedReason, undefinedFor } from './measured.ts';

/** Hits out of trials with Wilson's 95% interval. */
export interface MeasuredShare extends Interval {
  /** hits / trials. */
  readonly value: number;
  readonly hits: number;
  readonly trials: number;
}

export type Share = MeasuredShare | Undefined;

/**
 * A share with its interval.
 *
 * @param reason given where there are no trials.
 */
export function shareOf(hits: number, trials: number, reason: UndefinedReason): Share {
  const estimate = wilsonShare(hits, trials);
  if (estimate === null) return undefinedFor(reason);
  return { value: estimate.mean, low: estimate.low, high: estimate.high, hits, trials };
}

/**
 * The smallest change of a share that so many pictures can show: half the width of Wilson's interval at the observed
 * share. "With 200 pictures a change below about 2 points is invisible."
 */
export function smallestVisibleChange(share: MeasuredShare): number {
  return (share.high - share.low) / 2;
}
