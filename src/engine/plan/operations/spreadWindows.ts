/** The gradient of maximum pooling where numbers stay on a device: tensor operations alone. */
import * as tf from '@tensorflow/tfjs';
import type { Windows } from '../../network/operations.ts';
import { spreadByStride } from '../../wasm/wasmKernels.ts';

/** No largest value of a window: what lies around the picture. */
const outside = -3e38;

/**
 * One place of the windows after the other: the cells there that are as large as the output, and the first of their
 * window to be so, take its gradient. See maximumPoolingGradient.ts.
 */
export function spreadWindows(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  y: tf.Tensor4D,
  { size, strides }: Windows,
  top: number,
  left: number,
): tf.Tensor4D {
  const [, rows, columns, channels] = x.shape;
  const [, outputRows, outputColumns] = y.shape;
  // As far as the windows reach, and to where the last cell of a spread row ends.
  const allRows = outputRows * strides[0] + size[0];
  const allColumns = outputColumns * strides[1] + size[1];
  const bottom = Math.max(0, allRows - top - rows);
  const right = Math.max(0, allColumns - left - columns);
  const padded = tf.pad4d(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    outside,
  );
  let open: tf.Tensor = tf.onesLike(y);
  let sum: tf.Tensor4D | null = null;
  for (let row = 0; row < size[0]; row++) {
    for (let column = 0; column < size[1]; column++) {
      const place = tf.stridedSlice(
        padded,
        [0, row, column, 0],
        [1, row + (outputRows - 1) * strides[0] + 1, column + (outputColumns - 1) * strides[1] + 1, channels],
        [1, strides[0], strides[1], 1],
      );
      const takes = tf.mul(tf.cast(tf.equal(place, y), 'float32'), open);
      open = tf.sub(open, takes);
      const spread = spreadByStride(tf.mul(dy, takes), strides);
      const lower = padded.shape[1] - row - spread.shape[1];
      const further = padded.shape[2] - column - spread.shape[2];
      const placed = tf.pad4d(spread, [
        [0, 0],
        [row, lower],
        [column, further],
        [0, 0],
      ]);
      sum = sum ? tf.add(sum, placed) : placed;
    }
  }
  return tf.slice4d(sum!, [0, top, left, 0], [1, rows, columns, channels]);
}
