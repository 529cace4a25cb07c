/** The biases of a network, as FullGrad counts them (arXiv 1905.00780, §3 and appendix on implicit biases). */
import * as tf from '@tensorflow/tfjs';
import type { Network, NetworkNode } from '../network/network.ts';
import { readNormalisations } from '../network/networkNumbers.ts';
import type { OwnLayer } from '../reduce/ownLayers.ts';

/** What one layer adds to the score on its own, whatever it reads. */
export interface LayerBias {
  /** b_c, for each channel: of a convolution, of a BatchNorm (shift), of a Rescaling (offset). */
  readonly perChannel: Float32Array | null;
  /** min(x, limit) is flat above the limit: there the limit itself is a bias. Infinite where there is none. */
  readonly limit: number;
  /** True where a relu follows the bias inside the layer: the bias counts where that lets it pass. */
  readonly behindRelu: boolean;
}

/** By index of the target layer; layers without a bias are not in it. */
export type Biases = ReadonlyMap<number, LayerBias>;

/**
 * Reads all biases that have a place in the picture; that of a Dense has none. An activation that is not
 * piecewise linear has no biases in this sense, nor has a convolution that carries one.
 */
export async function readBiases(network: Network): Promise<Biases> {
  const normalisations = await readNormalisations(network);
  const found = new Map<number, LayerBias>();
  await Promise.all(
    network.targets.map(async (position, index) => {
      const node = network.nodes[position]!;
      const shift = normalisations.get(position)?.shift ?? null;
      const bias = shift
        ? { perChannel: shift, limit: Number.POSITIVE_INFINITY, behindRelu: false }
        : await biasOf(node, network.nodes);
      if (bias) found.set(index, bias);
    }),
  );
  return found;
}

/** Of a layer that is a relu, or ends in one, what comes before it counts where that lets it pass. */
async function biasOf(node: NetworkNode, nodes: readonly NetworkNode[]): Promise<LayerBias | null> {
  const { operation, inputs } = node;
  if (operation.op !== 'relu') {
    const perChannel = await linearBias(node);
    return perChannel && { perChannel, limit: Number.POSITIVE_INFINITY, behindRelu: false };
  }
  const before = nodes[inputs[0]!]!;
  const perChannel = before.isLayer ? null : await linearBias(before);
  if (!perChannel && operation.limit === Number.POSITIVE_INFINITY) return null;
  return { perChannel, limit: operation.limit, behindRelu: perChannel !== null };
}

async function linearBias({ operation, weights, outputShape }: NetworkNode): Promise<Float32Array | null> {
  switch (operation.op) {
    case 'convolution':
    case 'depthwise':
    case 'dense':
      return weights.bias ? ((await weights.bias.data()) as Float32Array) : null;
    case 'affine': {
      const { offset } = operation;
      return Float32Array.from(
        { length: outputShape.at(-1)! },
        (_, channel) => offset[channel % offset.length]!,
      );
    }
    default:
      return null;
  }
}

/**
 * What a layer's biases add to the score, cell by cell, [h, w, k] each: b ⊙ g, and limit ⊙ g where the layer
 * stands at its limit.
 */
export function biasTerms(
  { activation, gradient }: OwnLayer,
  { perChannel, limit, behindRelu }: LayerBias,
): tf.Tensor3D[] {
  const terms: tf.Tensor3D[] = [];
  const atLimit = tf.cast(tf.greaterEqual(activation, limit), 'float32');
  if (perChannel) {
    // The gradient before the relu: passed on strictly between its kinks.
    const passed = behindRelu ? tf.mul(tf.step(activation), tf.sub(1, atLimit)) : 1;
    terms.push(tf.mul(tf.mul(gradient, passed), tf.tensor1d(perChannel)));
  }
  if (limit !== Infinity) terms.push(tf.mul(tf.mul(gradient, limit), atLimit));
  return terms;
}
