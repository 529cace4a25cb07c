import * as tf from '@tensorflow/tfjs';

/**
 * A tensor of its own on the same numbers, to be disposed by itself. `tf.clone` copies them on WebAssembly, where
 * reshaping does not.
 */
export function shareTensor<Rank extends tf.Rank>(tensor: tf.Tensor<Rank>): tf.Tensor<Rank> {
  return tf.reshape<Rank>(tensor, tensor.shape);
}
