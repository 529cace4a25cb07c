import { probabilityOf, softplus } from '../../measure/classification/binaryAnswers.ts';
import type { FeatureRows } from './featureRows.ts';
import type { Objective } from './objective.ts';
import { addRows, scoreBlock } from './rowBlocks.ts';

/** What a head learns from: pictures, their classes, and how much each counts. */
export interface TrainingRows {
  readonly features: FeatureRows;
  readonly classes: Uint8Array;
  /** ω ≥ 0, one a picture, of sum 1: `weighRows`. */
  readonly weights: Float64Array;
}

/**
 * The mean log loss. With one unit Σ ω_i (softplus(z_i) − y_i z_i), of gradient Σ ω_i (σ(z_i) − y_i)·(f_i, 1)
 * [Cox 1958]; with more Σ ω_i (log Σ_u e^{z_iu} − z_{i y_i}), of gradient Σ ω_i (p_iu − [u = y_i])·(f_i, 1).
 */
export function dataLoss({ features, classes, weights }: TrainingRows, units: number): Objective {
  const { count, dimension } = features;
  const logits = new Float64Array(count * units);
  const biases = units * dimension;
  return (parameters, gradient) => {
    for (let unit = 0; unit < units; unit++) {
      const kernel = parameters.subarray(unit * dimension, (unit + 1) * dimension);
      scoreBlock(features, kernel, parameters[biases + unit]!, logits, unit, units);
    }
    let loss = 0;
    for (let row = 0; row < count; row++) {
      loss += derive(logits.subarray(row * units, (row + 1) * units), classes[row]!, weights[row]!);
    }
    for (let unit = 0; unit < units; unit++) {
      addRows(features, logits, unit, units, gradient.subarray(unit * dimension, (unit + 1) * dimension));
      for (let row = 0; row < count; row++) gradient[biases + unit]! += logits[row * units + unit]!;
    }
    return loss;
  };
}

/** The weighted loss of one picture; puts its derivatives by the logits in the place of the logits. */
function derive(logits: Float64Array, label: number, weight: number): number {
  if (logits.length === 1) {
    const logit = logits[0]!;
    logits[0] = weight * (probabilityOf(logit) - label);
    return weight * (softplus(logit) - label * logit);
  }
  const own = logits[label]!;
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) highest = Math.max(highest, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - highest);
  for (let unit = 0; unit < logits.length; unit++) {
    const share = Math.exp(logits[unit]! - highest) / sum;
    logits[unit] = weight * (share - (unit === label ? 1 : 0));
  }
  return weight * (highest + Math.log(sum) - own);
}

/** (μ/2)·‖W − W_ref‖², biases free: keeps a head near the one it starts from. */
export function ridge(strength: number, reference: Float64Array): Objective {
  return (parameters, gradient) => {
    let sum = 0;
    for (let at = 0; at < reference.length; at++) {
      const difference = parameters[at]! - reference[at]!;
      sum += difference * difference;
      gradient[at]! += strength * difference;
    }
    return (strength / 2) * sum;
  };
}
