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
      const bias = shift ? plain(shift) : await biasOf(node);
      if (bias) found.set(index, bias);
    }),
  );
  return found;
}

async function biasOf({ className, layer, outputShape }: NetworkNode): Promise<LayerBias | null> {
  const config = layer.getConfig();
  switch (className) {
    case 'Conv2D':
    case 'DepthwiseConv2D': {
      const weight = layer.getWeights()[1];
      const limit = limitOf(config['activation']);
      if (limit === null) return null;
      const behindRelu = config['activation'] !== 'linear';
      if (!weight && limit === Infinity) return null;
      return { perChannel: weight ? ((await weight.data()) as Float32Array) : null, limit, behindRelu };
    }
    case 'Rescaling':
      return plain(new Float32Array(outputShape.at(-1)!).fill(config['offset'] as number));
    case 'ReLU': {
      const limit = (config['maxValue'] as number | null) ?? Infinity;
      return limit === Infinity ? null : { perChannel: null, limit, behindRelu: false };
    }
    case 'Activation':
      return config['activation'] === 'relu6' ? { perChannel: null, limit: 6, behindRelu: false } : null;
    default:
      return null;
  }
}

function plain(perChannel: Float32Array): LayerBias {
  return { perChannel, limit: Infinity, behindRelu: false };
}

/** Null for activations that are not piecewise linear. */
function limitOf(activation: unknown): number | null {
  if (activation === 'linear' || activation === 'relu') return Infinity;
  return activation === 'relu6' ? 6 : null;
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
