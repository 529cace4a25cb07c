import type { Head } from '../../model/version/head.ts';
import { classesOf } from './answers.ts';
import { dataLoss, ridge, type TrainingRows } from './dataLoss.ts';
import type { LabelledRows } from './labelledRows.ts';
import { minimise } from './minimise.ts';
import { type Objective, sumOf } from './objective.ts';
import { scoreRows } from './scoreRows.ts';

/** What is told after each iteration. */
export interface FitStep {
  /** Counted from 0, the start. */
  readonly iteration: number;
  /** The whole objective. */
  readonly loss: number;
  /** Falls to 1e-12; its logarithm tells how far a fit is. */
  readonly gradientNorm: number;
  /** Share of the held-out pictures that are called right; null without any. */
  readonly heldOutAccuracy: number | null;
}

export interface FitOptions {
  /** The head that weights are drawn towards: `zeroHead` for "from scratch", else the one to improve. */
  readonly reference: Head;
  /** μ > 0, how strongly. */
  readonly strength?: number;
  /** More convex terms, such as `evidencePenalty`. */
  readonly penalties?: readonly Objective[];
  /** Where to begin, for speed alone: the result is the same. */
  readonly start?: Head;
  /** Pictures that take no part in the fit. */
  readonly heldOut?: LabelledRows;
  readonly maxIterations?: number;
  /** Awaited after each iteration; may draw breath, and cancels by throwing. */
  readonly onStep?: (step: FitStep) => Promise<void> | undefined;
}

export interface HeadFit {
  readonly head: Head;
  readonly iterations: number;
  readonly loss: number;
  /** False where the iterations did not suffice. */
  readonly hasConverged: boolean;
}

/** μ: 1e-3 to 1e-2 give the same answers to a point. */
export const usualStrength = 0.01;

/**
 * So small that the weights are the same to 1e-9 on every machine and in every order of the rows: they are within
 * ‖gradient‖/μ of the one minimum.
 */
const tolerance = 1e-12;

/**
 * The head with the least L(W, b) = Σ ω_i loss(z_i, y_i) + (μ/2)‖W − W_ref‖² + penalties, z_i = W·f_i + b. Strictly
 * convex in W: there is one minimum, whatever the order, without a seed, epochs or early stopping. (The biases of a
 * softmax are free up to a constant, which stays as it was at the start.)
 *
 * Inside, features are centred by their weighted mean m, z = W·(f − m) + b′ with b = b′ − W·m: the same minimum, half
 * the iterations.
 *
 * @throws what `onStep` throws; RangeError where head and rows do not fit
 */
export async function fitHead(rows: TrainingRows, options: FitOptions): Promise<HeadFit> {
  const { reference, strength = usualStrength, penalties = [], start = reference, heldOut } = options;
  const { units, dimension } = reference;
  if (rows.features.dimension !== dimension) throw new RangeError('rows and head have other dimensions');
  const centre = weightedMean(rows);
  const objective = centred(
    sumOf([dataLoss(rows, units), ridge(strength, reference.kernel), ...penalties]),
    centre,
    units,
  );
  const parameters = new Float64Array(units * dimension + units);
  parameters.set(start.kernel);
  parameters.set(start.bias, units * dimension);
  moveBias(parameters, centre, units, 1);
  const toHead = (found: Float64Array): Head => {
    const plain = found.slice();
    moveBias(plain, centre, units, -1);
    const biases = units * dimension;
    return { units, dimension, kernel: plain.slice(0, biases), bias: plain.slice(biases) };
  };
  const minimum = await minimise(objective, parameters, {
    tolerance,
    maxIterations: options.maxIterations ?? 2000,
    onStep: ({ iteration, value, gradientNorm, parameters: found }) =>
      options.onStep?.({
        iteration,
        loss: value,
        gradientNorm,
        heldOutAccuracy: heldOut ? accuracyOf(toHead(found), heldOut) : null,
      }),
  });
  const { iteration: iterations, value: loss, hasConverged } = minimum;
  return { head: toHead(minimum.parameters), iterations, loss, hasConverged };
}

/** Share of the pictures that a head calls right; null without pictures. */
export function accuracyOf(head: Head, { features, classes }: LabelledRows): number | null {
  if (classes.length === 0) return null;
  const called = classesOf(scoreRows(head, features), head.units);
  return called.reduce((sum, found, row) => sum + (found === classes[row] ? 1 : 0), 0) / classes.length;
}

function weightedMean({ features, weights }: TrainingRows): Float64Array {
  const { count, dimension, values } = features;
  const mean = new Float64Array(dimension);
  for (let row = 0, at = 0; row < count; row++) {
    for (let feature = 0; feature < dimension; feature++) mean[feature]! += weights[row]! * values[at++]!;
  }
  return mean;
}

/** Adds sign · W·m to the biases. */
function moveBias(parameters: Float64Array, centre: Float64Array, units: number, sign: 1 | -1): void {
  const dimension = centre.length;
  for (let unit = 0; unit < units; unit++) {
    let product = 0;
    for (let at = 0; at < dimension; at++) product += parameters[unit * dimension + at]! * centre[at]!;
    parameters[units * dimension + unit]! += sign * product;
  }
}

/** The objective by weights and b′: ∂/∂W becomes ∂/∂W − ∂/∂b · m. */
function centred(objective: Objective, centre: Float64Array, units: number): Objective {
  const dimension = centre.length;
  return (parameters, gradient) => {
    const plain = parameters.slice();
    moveBias(plain, centre, units, -1);
    const value = objective(plain, gradient);
    for (let unit = 0; unit < units; unit++) {
      const slope = gradient[units * dimension + unit]!;
      for (let at = 0; at < dimension; at++) gradient[unit * dimension + at]! -= slope * centre[at]!;
    }
    return value;
  };
}
