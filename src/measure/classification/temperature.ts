import { type BinaryAnswers, requireAnswers, softplus } from './binaryAnswers.ts';
import { type Measured, undefinedFor } from './measured.ts';

const smallestLogTemperature = Math.log(0.01);
const largestLogTemperature = Math.log(100);
const goldenShare = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature T for which σ(z / T) has the least log loss [Guo et al., arXiv 1706.04599, §4.2], 0.01–100. The
 * loss is convex in 1/T, so golden sections over log T find its one minimum. Accuracy at 0.5 and AUC stay the same.
 * To be fitted on pictures that are not reported on.
 */
export function fitTemperature(answers: BinaryAnswers): Measured {
  requireAnswers(answers);
  const { logits, labels } = answers;
  if (logits.length === 0) return undefinedFor('noPictures');
  let slopeAtZero = 0;
  let isSeparated = true;
  for (let index = 0; index < logits.length; index++) {
    const margin = labels[index] === 1 ? logits[index]! : -logits[index]!;
    slopeAtZero += margin;
    if (margin < 0) isSeparated = false;
  }
  if (slopeAtZero <= 0) return undefinedFor('uninformative');
  if (isSeparated) return undefinedFor('separated');
  const lossAt = (logTemperature: number) => {
    const scale = Math.exp(-logTemperature);
    let loss = 0;
    for (let index = 0; index < logits.length; index++) {
      const margin = labels[index] === 1 ? logits[index]! : -logits[index]!;
      loss += softplus(-margin * scale);
    }
    return loss;
  };
  return Math.exp(goldenSection(lossAt, smallestLogTemperature, largestLogTemperature));
}

/** Where a function of one valley is lowest. */
function goldenSection(valueAt: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - goldenShare * (high - low), low + goldenShare * (high - low)];
  let [leftValue, rightValue] = [valueAt(left), valueAt(right)];
  while (high - low > 1e-7) {
    if (leftValue <= rightValue) {
      [high, right, rightValue] = [right, left, leftValue];
      left = high - goldenShare * (high - low);
      leftValue = valueAt(left);
    } else {
      [low, left, leftValue] = [left, right, rightValue];
      right = low + goldenShare * (high - low);
      rightValue = valueAt(right);
    }
  }
  return (low + high) / 2;
}
