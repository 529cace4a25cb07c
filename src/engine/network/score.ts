/** The number that is explained: always a logit, docs/mathematics.md "Target". */
import type { ModelCard } from '../../model/card/card.ts';
import type { Prediction } from '../api.ts';
import type { OutputKind } from './network.ts';

/**
 * The gradient of the explained score with respect to the logits, [1, units]: ±1 for a binary model
 * (the positive class has y = +z, the negative y = −z), the unit vector of the class otherwise.
 */
export function scoreSeed(units: number, classIndex: number): Float32Array {
  const seed = new Float32Array(units);
  if (units === 1) seed[0] = classIndex === 1 ? 1 : -1;
  else seed[classIndex] = 1;
  return seed;
}

/**
 * The classes' probabilities: sigmoid of one logit, which gives two of them, softmax of several, but a sigmoid of each
 * where the network has them. Outputs without either are taken for logits.
 */
export function probabilitiesOf(logits: readonly number[], kind: OutputKind): number[] {
  if (logits.length === 1) return binary(logits[0]!);
  return kind === 'independentSigmoids' ? logits.map((logit) => binary(logit)[1]) : softmax(logits);
}

/** Probabilities from logits, as the network's output is meant. */
export function predictionOf(card: ModelCard, logits: readonly number[], kind: OutputKind): Prediction {
  const probabilities = probabilitiesOf(logits, kind);
  let classIndex = 0;
  for (let index = 1; index < card.labels.length; index++) {
    if (probabilities[index]! > probabilities[classIndex]!) classIndex = index;
  }
  return { logits, probabilities, classIndex };
}

function binary(logit: number): [negative: number, positive: number] {
  const positive = 1 / (1 + Math.exp(-logit));
  // Not 1 − positive, which loses every digit of a small probability.
  return [1 / (1 + Math.exp(logit)), positive];
}

function softmax(logits: readonly number[]): number[] {
  // Subtracting the largest keeps exp in range; it cancels in the quotient, whose denominator is ≥ 1.
  const largest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
