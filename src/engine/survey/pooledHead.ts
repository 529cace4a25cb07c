/** Where the features of a network are, and whether its logits are a dense layer of them. */
import type * as tf from '@tensorflow/tfjs';
import type { HeadInfo } from '../api.ts';
import type { Network } from '../network/network.ts';

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
  const { kernel, bias } = network.nodes[dense]!.weights;
  return { kernel: kernel as tf.Tensor2D, bias: (bias as tf.Tensor1D | undefined) ?? null };
}

/** Node position of the dense layer, if from the layer to the logits there is only pooling and that. */
function pooledDense({ nodes, targets }: Network, layer: number): number | null {
  let position = targets[layer]!;
  let pools = 0;
  let dense: number | null = null;
  while (position !== nodes.length - 1) {
    const readers = nodes.flatMap(({ inputs }, reader) => (inputs.includes(position) ? [reader] : []));
    if (readers.length !== 1) return null;
    position = readers[0]!;
    const { op } = nodes[position]!.operation;
    if (op === 'globalAverage') pools += 1;
    else if (op === 'dense' && dense === null) dense = position;
    // Flattening before pooling would leave cells in the features.
    else if (op !== 'identity' && !(op === 'reshape' && pools === 1)) return null;
  }
  return pools === 1 ? dense : null;
}
