import * as tf from '@tensorflow/tfjs';

/** Σ_k w_k A_k. `activation` is [h, w, k], `weights` [k]; the result is [h, w]. */
export function weightedSum(activation: tf.Tensor3D, weights: tf.Tensor1D): tf.Tensor2D {
  const [height, width, channels] = activation.shape;
  const cells = tf.reshape(activation, [height * width, channels]);
  return tf.reshape(tf.matMul(cells, tf.reshape(weights, [channels, 1])), [height, width]);
}
