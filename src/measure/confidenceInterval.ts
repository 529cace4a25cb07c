/**
 * 95 % intervals of what is averaged over photos. Two kinds, because two kinds of numbers are averaged:
 * shares between 0 and 1, whose distribution is unknown and skewed (bootstrap), and hits out of so many
 * (Wilson; a bootstrap of nothing but hits would claim certainty).
 */
import { createRandom } from './random.ts';

export interface Estimate {
  readonly mean: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

const resampleCount = 2000;
const halfTail = 0.025;
/** The normal distribution's 97.5 % point. */
const z = 1.959964;

/**
 * Mean with its percentile bootstrap interval [Efron & Tibshirani 1993, §13.3]: 2000 times as many values are
 * drawn with replacement; 2.5 % of the drawn means lie beyond each end.
 *
 * @returns the same for the same values and seed; null without values.
 */
export function bootstrapMean(values: readonly number[], seed: number): Estimate | null {
  const count = values.length;
  if (count === 0) return null;
  const random = createRandom(seed);
  const means = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample++) {
    let sum = 0;
    for (let draw = 0; draw < count; draw++) sum += values[Math.floor(random() * count)]!;
    means[resample] = sum / count;
  }
  means.sort();
  const cut = Math.floor(resampleCount * halfTail);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / count,
    low: means[cut]!,
    high: means[resampleCount - 1 - cut]!,
  };
}

/** Share of hits with Wilson's score interval [Wilson, JASA 22, 1927]; null without trials. */
export function wilsonShare(hits: number, trials: number): Estimate | null {
  if (trials === 0) return null;
  const share = hits / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / shrink;
  const spread = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  // At 0 and 1 an end is the share itself, which rounding would miss.
  return {
    mean: share,
    low: hits === 0 ? 0 : centre - spread,
    high: hits === trials ? 1 : centre + spread,
  };
}
