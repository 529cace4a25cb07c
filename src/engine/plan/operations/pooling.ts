/** Windows of cells that become one cell. */
import * as tf from '@tensorflow/tfjs';
import type { Pair, Windows } from '../../network/operations.ts';
import { correlateSpread, paddingBefore } from '../../wasm/wasmKernels.ts';
import type { CompiledOperation } from './compiledOperation.ts';
import { maximumPoolingGradient } from './maximumPoolingGradient.ts';

type Shape4D = [number, number, number, number];

export function compileMaximumPooling(windows: Windows): CompiledOperation {
  const { size, strides, padding } = windows;
  return {
    forward: ([x]) => tf.maxPool(x as tf.Tensor4D, [...size], [...strides], padding),
    backward: (gradient, [x], output) => [
      maximumPoolingGradient(gradient as tf.Tensor4D, x as tf.Tensor4D, output as tf.Tensor4D, windows),
    ],
  };
}

/**
 * Each output cell sends its gradient back in equal parts to the cells that it is the mean of. Not by the kernels of
 * TensorFlow.js, which divide by all of a window where it reaches over the edge.
 */
export function compileAveragePooling({ size, strides, padding }: Windows): CompiledOperation {
  const pool = (x: tf.Tensor4D) => tf.avgPool(x, [...size], [...strides], padding);
  return {
    forward: ([x]) => pool(x as tf.Tensor4D),
    backward: (gradient, [x]) => {
      const shape = x!.shape as Shape4D;
      const [, rows, columns, channels] = gradient.shape as Shape4D;
      const counts = tf.tensor4d(windowCounts(shape, [rows, columns], { size, strides, padding }), [
        1,
        rows,
        columns,
        1,
      ]);
      // A window over the whole picture: the sums below would be over all cells, for each of them.
      if (size[0] >= shape[1] && size[1] >= shape[2] && rows * columns === 1)
        return [tf.add(tf.zeros(shape), tf.div(gradient, counts))];
      const ones: tf.Tensor4D = tf.ones([...size, channels, 1]);
      return [correlateSpread(tf.div(gradient, counts), ones, shape, strides, padding)];
    },
  };
}

/** How many cells of the picture each window has. */
function windowCounts(
  [, height, width]: Shape4D,
  output: Pair,
  { size, strides, padding }: Windows,
): number[] {
  const along = (length: number, axis: 0 | 1) => {
    const before = paddingBefore(length, output[axis], size[axis], strides[axis], padding);
    return Array.from({ length: output[axis] }, (_, place) => {
      const start = place * strides[axis] - before;
      return Math.min(start + size[axis], length) - Math.max(start, 0);
    });
  };
  const columns = along(width, 1);
  return along(height, 0).flatMap((rows) => columns.map((count) => rows * count));
}

export function compileGlobalAverage(keeps: boolean): CompiledOperation {
  return {
    forward: ([x]) => tf.mean(x!, [1, 2], keeps),
    backward: (gradient, [x]) => {
      const [, height, width, channels] = x!.shape as Shape4D;
      // Every cell has the same share 1/(h·w) in the mean; a picture without cells does not exist.
      const share = tf.div(tf.reshape(gradient, [1, 1, 1, channels]), height * width);
      // Adding is faster than tiling.
      return [tf.add(tf.zeros([1, height, width, channels]), share)];
    },
  };
}

export function compileGlobalMaximum(keeps: boolean): CompiledOperation {
  return {
    forward: ([x]) => tf.max(x!, [1, 2], keeps),
    backward: (gradient, [x], output) => {
      const [, height, width, channels] = x!.shape as Shape4D;
      const windows: Windows = { size: [height, width], strides: [height, width], padding: 'valid' };
      const shape: Shape4D = [1, 1, 1, channels];
      const dy: tf.Tensor4D = tf.reshape(gradient, shape);
      return [maximumPoolingGradient(dy, x as tf.Tensor4D, tf.reshape(output, shape), windows)];
    },
  };
}
