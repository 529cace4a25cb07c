import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../network/operations.ts';
import { spreadByStride } from '../../wasm/wasmKernels.ts';

/**
 * A filter with dilation − 1 zeros between its rows and columns: the plain convolution that a dilated one is (Yu &
 * Koltun 2015, arXiv 1511.07122, §2). TensorFlow.js has no gradients for dilated ones.
 *
 * @param filter [fh, fw, in, out or multiplier]
 * @returns a new tensor, [(fh − 1)·rows + 1, (fw − 1)·columns + 1, …]
 */
export function dilateFilter(filter: tf.Tensor4D, dilations: Pair): tf.Tensor4D {
  const [rows, columns] = dilations;
  if (rows === 1 && columns === 1) return tf.clone(filter);
  const [height, width, inputs, outputs] = filter.shape;
  const dilated: [number, number] = [(height - 1) * rows + 1, (width - 1) * columns + 1];
  return tf.tidy(() => {
    const cells: tf.Tensor4D = tf.reshape(filter, [1, height, width, inputs * outputs]);
    const spread = tf.slice4d(
      spreadByStride(cells, dilations),
      [0, 0, 0, 0],
      [1, ...dilated, inputs * outputs],
    );
    return tf.reshape(spread, [...dilated, inputs, outputs]);
  });
}
