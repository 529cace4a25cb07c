import * as tf from '@tensorflow/tfjs';
import type { FoldedConvolution, LayerTrace } from '../run/trace.ts';

/** A target layer's own activation and gradient, both [h, w, k]. A type, so that a tidy may return it. */
export type OwnLayer = {
  readonly index: number;
  readonly activation: tf.Tensor3D;
  readonly gradient: tf.Tensor3D;
};

/** What is needed of a LayerTrace to tell its layers apart. */
export interface StoredLayers extends Pick<LayerTrace, 'index' | 'activation' | 'gradient'> {
  readonly folded: Pick<FoldedConvolution, 'index' | 'normalisation'> | null;
}

/** The one or two layers that a trace shows. To be called in a tidy, which disposes the tensors. */
export function ownLayers(trace: StoredLayers): OwnLayer[] {
  const activation = withoutBatch(trace.activation);
  const gradient = withoutBatch(trace.gradient);
  const layers: OwnLayer[] = [];
  if (trace.index !== null) layers.push({ index: trace.index, activation, gradient });
  if (trace.folded) {
    // See LayerTrace: s = scale·A + shift.
    const { index, normalisation } = trace.folded;
    layers.push({
      index,
      activation: tf.div(tf.sub(activation, normalisation.shift), normalisation.scale),
      gradient: tf.mul(gradient, normalisation.scale),
    });
  }
  return layers;
}

function withoutBatch(tensor: tf.Tensor4D): tf.Tensor3D {
  const [, height, width, channels] = tensor.shape;
  return tf.reshape(tensor, [height, width, channels]);
}
