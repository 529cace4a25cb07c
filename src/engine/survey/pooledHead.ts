/** Where the features of a network are, and whether its logits are a dense layer of them. */
import type * as tf from '@tensorflow/tfjs';
import type { HeadInfo } from '../api.ts';
import type { Network } from '../network/network.ts';
import { findHead } from '../network/score.ts';

/** Layers between pooling and dense that change no number. */
const transparent = new Set(['Dropout', 'Flatten', 'GlobalAveragePooling2D']);

/** Features are those of the last target layer that has more than one cell, or else of the last. */
export function describeHead(network: Network): HeadInfo {
  const { layers } = network;
  const layer = layers.findLast(({ height, width }) => height * width > 1) ?? layers.at(-1)!;
  return {
    layer: layer.index,
    features: layer.channels,
    isPooledDense: pooledDense(network, layer.index) !== null,
  };
}

/** The weights and the bias of the dense layer that makes logits of the pooled features; null where there is none. */
export function pooledDenseWeights(
  network: Network,
  layer: number,
): { readonly kernel: tf.Tensor2D; readonly bias: tf.Tensor1D | null } | null {
  const dense = pooledDense(network, layer);
  if (dense === null) return null;
  const [kernel, bias] = network.nodes[dense]!.layer.getWeights() as [tf.Tensor2D, tf.Tensor1D | undefined];
  return { kernel, bias: bias ?? null };
}

/** Node position of the dense layer, if from the layer to the logits there is only pooling and that. */
function pooledDense(network: Network, layer: number): number | null {
  const { nodes, targets } = network;
  const { last } = findHead(network);
  let position = targets[layer]!;
  let pools = 0;
  while (position !== last) {
    const readers = nodes.flatMap(({ inputs }, reader) => (inputs.includes(position) ? [reader] : []));
    if (readers.length !== 1) return null;
    position = readers[0]!;
    const { className } = nodes[position]!;
    if (className === 'GlobalAveragePooling2D') pools += 1;
    // Flattening before pooling would leave cells in the features.
    const isTransparent = transparent.has(className) && (className !== 'Flatten' || pools === 1);
    if (!isTransparent && position !== last) return null;
  }
  const isDense = pools === 1 && nodes[last]!.className === 'Dense';
  return isDense && endsLinearly(network, last) ? last : null;
}

/** Whether the dense layer's product is the logit: its activation is left out of the score, or it has none. */
function endsLinearly(network: Network, dense: number): boolean {
  const activation = network.nodes[dense]!.layer.getConfig()['activation'] ?? 'linear';
  return activation === 'linear' || findHead(network).stripActivation;
}
