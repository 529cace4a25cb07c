/** The number that is explained: always a logit, docs/mathematics.md "Target". */
import * as tf from '@tensorflow/tfjs';
import type { ModelCard } from '../../model/card/card.ts';
import type { Prediction } from '../api.ts';
import type { Network, NetworkNode } from './network.ts';

/** Activations that turn logits into probabilities and are left out of the differentiated score. */
const probabilityActivations = new Set(['sigmoid', 'softmax']);

/** Keras layers of their own that do the same. */
const probabilityLayers = new Set(['Softmax']);

/** How a walk must treat the node that ends in a probability, so that the network's output is its logits. */
export interface Head {
  /** The last node to walk: a trailing activation layer is left out altogether. */
  readonly last: number;
  /** True when that node is a Dense with sigmoid or softmax, to be computed without it. */
  readonly stripActivation: boolean;
}

/** Finds where the logits are. */
export function findHead(network: Network): Head {
  const last = network.nodes.length - 1;
  const node = network.nodes[last]!;
  const activation = activationOf(node);
  if (probabilityLayers.has(node.className)) return { last: node.inputs[0]!, stripActivation: false };
  if (node.className === 'Activation' && probabilityActivations.has(activation)) {
    return { last: node.inputs[0]!, stripActivation: false };
  }
  return { last, stripActivation: node.className === 'Dense' && probabilityActivations.has(activation) };
}

function activationOf(node: NetworkNode): string {
  const activation = node.layer.getConfig()['activation'];
  return typeof activation === 'string' ? activation : 'linear';
}

/** x · W + b of a Dense layer, without its activation. `x` is [1, units in]. */
export function denseLogits(node: NetworkNode, x: tf.Tensor2D): tf.Tensor2D {
  const [kernel, bias] = node.layer.getWeights() as [tf.Tensor2D, tf.Tensor1D | undefined];
  const product: tf.Tensor2D = tf.matMul(x, kernel);
  return bias ? tf.add(product, bias) : product;
}

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

/** The classes' probabilities: sigmoid of one logit, which gives two of them, softmax of several. */
export function probabilitiesOf(logits: readonly number[]): number[] {
  return logits.length === 1 ? binary(logits[0]!) : softmax(logits);
}

/** Probabilities from logits, as the card says the model's output is meant. */
export function predictionOf(card: ModelCard, logits: readonly number[]): Prediction {
  const probabilities = probabilitiesOf(logits);
  let classIndex = 0;
  for (let index = 1; index < card.labels.length; index++) {
    if (probabilities[index]! > probabilities[classIndex]!) classIndex = index;
  }
  return { logits, probabilities, classIndex };
}

function binary(logit: number): number[] {
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
