import type { Objective } from '../head/objective.ts';
import { addRows, scoreBlock } from '../head/rowBlocks.ts';
import type { PaintedCells } from './paintedCells.ts';

/**
 * Which evidence is penalised: `any`, or only what speaks for a class other than the picture's (`wrongClass`).
 */
export type PenalisedEvidence = 'any' | 'wrongClass';

/** What a user does not want looked at, as data: it can be posted to a worker. */
export interface PenaltyTerm {
  readonly cells: PaintedCells;
  /** λ ≥ 0. */
  readonly strength: number;
  readonly penalised: PenalisedEvidence;
}

/**
 * λ · R, convex and smooth in the weights; biases are free.
 *
 * `any`: R = ½ Σ_i a_i Σ_u (w_u·A_i)². `wrongClass`: R₊ = ½ Σ_i a_i relu(−t_i w·A_i)² with t = 1 for class 1 and −1 for
 * class 0; with several units ½ Σ_i a_i Σ_{u≠y} relu((w_u − w_y)·A_i)².
 *
 * The map at the last layer is a forward quantity of the head, so that gradients are of first order. [RRR, Ross et al.,
 * arXiv 1703.03717, penalises input gradients; here it is the map in logits, which no scaling of colours satisfies.]
 */
export function evidencePenalty(
  { cells: { features, weights, classes }, strength, penalised }: PenaltyTerm,
  units: number,
): Objective {
  const { count, dimension } = features;
  const evidence = new Float64Array(count * units);
  const derive = penalised === 'any' ? deriveAny : deriveWrongClass;
  return (parameters, gradient) => {
    for (let unit = 0; unit < units; unit++) {
      const kernel = parameters.subarray(unit * dimension, (unit + 1) * dimension);
      scoreBlock(features, kernel, 0, evidence, unit, units);
    }
    let sum = 0;
    for (let cell = 0; cell < count; cell++) {
      const ofCell = evidence.subarray(cell * units, (cell + 1) * units);
      sum += derive(ofCell, classes[cell]!, strength * weights[cell]!);
    }
    for (let unit = 0; unit < units; unit++) {
      addRows(features, evidence, unit, units, gradient.subarray(unit * dimension, (unit + 1) * dimension));
    }
    return sum;
  };
}

/** The penalty of one cell; puts its derivatives in the place of the evidence. */
function deriveAny(evidence: Float64Array, _label: number, weight: number): number {
  let sum = 0;
  for (let unit = 0; unit < evidence.length; unit++) {
    sum += evidence[unit]! ** 2;
    evidence[unit]! *= weight;
  }
  return (weight / 2) * sum;
}

function deriveWrongClass(evidence: Float64Array, label: number, weight: number): number {
  if (evidence.length === 1) {
    const side = label === 1 ? 1 : -1;
    const wrong = Math.max(0, -side * evidence[0]!);
    evidence[0] = -side * weight * wrong;
    return (weight / 2) * wrong ** 2;
  }
  const own = evidence[label]!;
  let [sum, pull] = [0, 0];
  for (let unit = 0; unit < evidence.length; unit++) {
    const wrong = unit === label ? 0 : Math.max(0, evidence[unit]! - own);
    sum += wrong ** 2;
    pull += wrong;
    evidence[unit] = weight * wrong;
  }
  evidence[label] = -weight * pull;
  return (weight / 2) * sum;
}
