/**
 * Sums and extremes over cells and channels. Written with pooling and matrix products, which every backend
 * has fast kernels for: tfjs' own reductions over leading axes transpose first, and on WebGPU wait long.
 */
import * as tf from '@tensorflow/tfjs';

/** Σ_k, [h, w, k] to [h, w]. */
export function sumOverChannels(x: tf.Tensor3D): tf.Tensor2D {
  const [height, width, channels] = x.shape;
  const cells = tf.reshape(x, [height * width, channels]);
  return tf.reshape(tf.matMul(cells, tf.ones([channels, 1])), [height, width]);
}

/** mean_ij, [h, w, k] to [k]. First over rows, then over columns, so that float32 keeps its digits. */
export function meanOverCells(x: tf.Tensor3D): tf.Tensor1D {
  return poolCells(x, (part, size) => tf.avgPool(part, size, 1, 'valid'));
}

/** max_ij, [h, w, k] to [k]. */
export function maximumOverCells(x: tf.Tensor3D): tf.Tensor1D {
  return poolCells(x, (part, size) => tf.maxPool(part, size, 1, 'valid'));
}

function poolCells(
  x: tf.Tensor3D,
  pool: (part: tf.Tensor3D, size: [number, number]) => tf.Tensor3D,
): tf.Tensor1D {
  const [height, width, channels] = x.shape;
  // XNNPACK refuses to pool single cells.
  const row = height === 1 ? x : pool(x, [height, 1]);
  return tf.reshape(width === 1 ? row : pool(row, [1, width]), [channels]);
}
