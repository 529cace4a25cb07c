/** Whether "90% dog" is right nine times in ten. */
import { createRandom } from '../random.ts';
import { type BinaryAnswers, probabilityOf, requireAnswers } from './binaryAnswers.ts';
import { type Measured, undefinedFor } from './measured.ts';
import { type Share, shareOf } from './share.ts';

export interface ReliabilityBin {
  /** Lowest and highest p in the bin. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean p of the pictures in it: what the model claims. */
  readonly claimed: number;
  /** The share that is positive: what is true. */
  readonly observed: Share;
}

export interface Calibration {
  /** By rising p; of about equally many pictures each. None below 20 pictures. */
  readonly bins: readonly ReliabilityBin[];
  /** ECE = Σ (n_b / n) |observed − claimed|. It is above zero even for a perfect model, hence the next two. */
  readonly expectedError: Measured;
  /** What a perfectly calibrated model with these p would show: median and 95% of 200 draws y ~ Bernoulli(p). */
  readonly nullError: { readonly median: number; readonly high: number } | null;
}

const largestBinCount = 10;
const picturesPerBin = 20;
const fewestPictures = 60;
const nullDraws = 200;

/**
 * Reliability on p of the positive class in bins of equal mass, whose cuts move to where p changes: otherwise the
 * order of equal answers would change the number.
 *
 * @returns the expected error is undefined below 60 pictures. The same for the same seed.
 */
export function measureCalibration(answers: BinaryAnswers, seed: number): Calibration {
  requireAnswers(answers);
  const { logits, labels } = answers;
  const count = logits.length;
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  order.sort((a, b) => logits[a]! - logits[b]! || a - b);
  const probabilities = Float64Array.from(order, (index) => probabilityOf(logits[index]!));
  const truths = Float64Array.from(order, (index) => labels[index]!);
  const ends = binEnds(Float64Array.from(order, (index) => logits[index]!));
  const bins = ends.map((end, bin) => describeBin(probabilities, truths, ends[bin - 1] ?? 0, end));
  if (count < fewestPictures) {
    const reason = count === 0 ? 'noPictures' : 'tooFewPictures';
    return { bins, expectedError: undefinedFor(reason), nullError: null };
  }
  return {
    bins,
    expectedError: expectedError(probabilities, truths, ends),
    nullError: drawNullError(probabilities, ends, seed),
  };
}

/** Where each bin ends in the sorted list: the nearest change of value to equal parts, the earlier of two. */
function binEnds(sorted: Float64Array): readonly number[] {
  const count = sorted.length;
  const binCount = Math.min(largestBinCount, Math.floor(count / picturesPerBin));
  const ends = new Set<number>();
  for (let bin = 1; bin < binCount; bin++) {
    const wanted = Math.round((bin * count) / binCount);
    let before = wanted;
    while (before > 0 && sorted[before - 1] === sorted[before]) before -= 1;
    let after = wanted;
    while (after < count && sorted[after - 1] === sorted[after]) after += 1;
    const end = wanted - before <= after - wanted ? before : after;
    if (end > 0) ends.add(end);
  }
  if (binCount > 0) ends.add(count);
  return [...ends].sort((a, b) => a - b);
}

function describeBin(
  probabilities: Float64Array,
  truths: Float64Array,
  start: number,
  end: number,
): ReliabilityBin {
  return {
    from: probabilities[start]!,
    to: probabilities[end - 1]!,
    count: end - start,
    claimed: sumOf(probabilities, start, end) / (end - start),
    observed: shareOf(sumOf(truths, start, end), end - start, 'noPictures'),
  };
}

function expectedError(probabilities: Float64Array, truths: Float64Array, ends: readonly number[]): number {
  let error = 0;
  let start = 0;
  for (const end of ends) {
    error += Math.abs(sumOf(truths, start, end) - sumOf(probabilities, start, end));
    start = end;
  }
  return error / probabilities.length;
}

function drawNullError(probabilities: Float64Array, ends: readonly number[], seed: number) {
  const random = createRandom(seed);
  const truths = new Float64Array(probabilities.length);
  const errors = new Float64Array(nullDraws);
  for (let draw = 0; draw < nullDraws; draw++) {
    for (let index = 0; index < truths.length; index++) {
      truths[index] = random() < probabilities[index]! ? 1 : 0;
    }
    errors[draw] = expectedError(probabilities, truths, ends);
  }
  errors.sort();
  return {
    median: (errors[nullDraws / 2 - 1]! + errors[nullDraws / 2]!) / 2,
    high: errors[nullDraws * 0.95]!,
  };
}

function sumOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index++) sum += values[index]!;
  return sum;
}
