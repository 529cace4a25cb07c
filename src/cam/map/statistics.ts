import type { Grid } from './grid.ts';

/** What one pass over a raw map tells. */
export interface MapStatistics {
  readonly min: number;
  readonly max: number;
  /** Σ relu(map) / Σ |map|, 0–1: how much of the evidence speaks for the target. Null for a map of zeros. */
  readonly positiveShare: number | null;
  /** False when any value is NaN or infinite; the other figures are then meaningless (zeros and null). */
  readonly isFinite: boolean;
}

const meaningless: MapStatistics = { min: 0, max: 0, positiveShare: null, isFinite: false };

/** Range, share of positive evidence and finiteness of a map. A grid without cells counts as zeros. */
export function mapStatistics({ data }: Grid): MapStatistics {
  if (data.length === 0) return { min: 0, max: 0, positiveShare: null, isFinite: true };
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let absoluteSum = 0;
  for (let index = 0; index < data.length; index++) {
    const value = data[index]!;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    absoluteSum += Math.abs(value);
  }
  // Sums are doubles, where float32 values cannot overflow: a sum that is not finite means a value was not.
  if (!Number.isFinite(absoluteSum)) return meaningless;
  // Σ relu(x) = (Σ|x| + Σx) / 2, without asking every value for its sign.
  const positiveShare = absoluteSum > 0 ? (absoluteSum + sum) / (2 * absoluteSum) : null;
  return { min, max, positiveShare, isFinite: true };
}
