import { type Measured, undefinedFor } from '../../measure/classification/measured.ts';
import { fitTemperature } from '../../measure/classification/temperature.ts';

/** Temperatures are sought within these. */
const [lowest, highest] = [0.01, 100];

/**
 * The temperature that suits held-out pictures best: the one of the least log loss [Guo et al., arXiv 1706.04599,
 * §4.2]. It changes no answer, only how sure they sound. Of a softmax the slope of the loss by s = 1/T,
 * Σ_i (Σ_u p_iu z_iu − z_iy), rises with s, and its zero is found by halving.
 *
 * @param logits count × units, as `scoreRows` gives them
 * @returns 0.01–100; undefined with a reason where the pictures determine none
 */
export function calibrateHead(logits: Float64Array, classes: Uint8Array, units: number): Measured {
  if (units === 1) return fitTemperature({ logits, labels: classes });
  if (classes.length === 0) return undefinedFor('noPictures');
  if (slopeAt(0, logits, classes, units) >= 0) return undefinedFor('uninformative');
  if (isSeparated(logits, classes, units)) return undefinedFor('separated');
  let [low, high] = [1 / highest, 1 / lowest];
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (slopeAt(middle, logits, classes, units) < 0) low = middle;
    else high = middle;
  }
  return 2 / (low + high);
}

/** Whether no picture's own class has less than another. */
function isSeparated(logits: Float64Array, classes: Uint8Array, units: number): boolean {
  return classes.every((label, row) => {
    const own = logits[row * units + label]!;
    return logits.subarray(row * units, (row + 1) * units).every((logit) => logit <= own);
  });
}

function slopeAt(sharpness: number, logits: Float64Array, classes: Uint8Array, units: number): number {
  let slope = 0;
  for (const [row, label] of classes.entries()) {
    const ofRow = logits.subarray(row * units, (row + 1) * units);
    const most = ofRow.reduce(
      (highestSoFar, logit) => Math.max(highestSoFar, logit),
      Number.NEGATIVE_INFINITY,
    );
    let [sum, weighted] = [0, 0];
    for (const logit of ofRow) {
      const share = Math.exp(sharpness * (logit - most));
      sum += share;
      weighted += share * logit;
    }
    slope += weighted / sum - ofRow[label]!;
  }
  return slope;
}
