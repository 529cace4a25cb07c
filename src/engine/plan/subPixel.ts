/**
 * The gradient of a convolution with respect to its input, as a plain convolution.
 *
 * Forward, y[o] = Σ_k x[o·s − p + k]·w[k] along each axis, with stride s and p zeros before the input. So
 * ∂/∂x[i] = Σ_o dy[o]·w[i + p − o·s]. Write i + p = q·s + r with phase r < s: only k = r, r + s, r + 2s … meet
 * cell i, and ∂/∂x[q·s + r − p] = Σ_m dy[q − m]·w[r + m·s]. For each phase that is a short convolution of dy;
 * all phases together are one convolution with s² times the channels, whose results are laid out side by
 * side (Shi et al., "sub-pixel convolution", arXiv 1609.05158). No zeros are multiplied, as they would be if
 * dy were spread out by the stride.
 */
import * as tf from '@tensorflow/tfjs';
import { cropEnd, paddingBefore } from '../wasm/wasmKernels.ts';

type Shape4D = [number, number, number, number];

/**
 * Rearranges a filter for `convolveSubPixel`.
 * @param filter [rows, columns, in, out]
 * @returns [⌈rows/s⌉, ⌈columns/s⌉, out, s·s·in]; taps beyond the filter are zero
 */
export function subPixelFilter(filter: tf.Tensor4D, stride: number): tf.Tensor4D {
  const [rows, columns, inChannels, outChannels] = filter.shape;
  const tapRows = Math.ceil(rows / stride);
  const tapColumns = Math.ceil(columns / stride);
  return tf.tidy(() => {
    const padded = tf.pad4d(filter, [
      [0, tapRows * stride - rows],
      [0, tapColumns * stride - columns],
      [0, 0],
      [0, 0],
    ]);
    // [m, r, m', r', in, out]: taps and phases of both axes.
    const split = tf.reshape(padded, [tapRows, stride, tapColumns, stride, inChannels, outChannels]);
    const ordered = tf.transpose(split, [0, 2, 5, 1, 3, 4]);
    const joined: tf.Tensor4D = tf.reshape(ordered, [
      tapRows,
      tapColumns,
      outChannels,
      stride * stride * inChannels,
    ]);
    // The tap m looks back: dy[q − m].
    return tf.reverse(joined, [0, 1]);
  });
}

/**
 * ∂y/∂x of a convolution.
 * @param dy [1, h, w, out]
 * @param filter from `subPixelFilter`
 * @param size rows and columns of the convolution's own filter
 * @param inputShape shape of x
 * @returns the shape of x
 */
export function convolveSubPixel(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  [rows, columns]: readonly [number, number],
  [, inputHeight, inputWidth]: Shape4D,
  stride: number,
  padding: 'same' | 'valid',
): tf.Tensor4D {
  const [, outputHeight, outputWidth] = dy.shape;
  const [tapRows, tapColumns] = filter.shape;
  const top = paddingBefore(inputHeight, outputHeight, rows, stride, padding);
  const left = paddingBefore(inputWidth, outputWidth, columns, stride, padding);
  // Every q for which some phase lies inside the input.
  const quotientRows = Math.ceil((inputHeight + top) / stride);
  const quotientColumns = Math.ceil((inputWidth + left) / stride);
  const phases = tf.conv2d(dy, filter, 1, [
    [0, 0],
    [tapRows - 1, quotientRows - outputHeight],
    [tapColumns - 1, quotientColumns - outputWidth],
    [0, 0],
  ]);
  const cells: tf.Tensor4D = stride === 1 ? phases : tf.depthToSpace(phases, stride, 'NHWC');
  const trimmed = cropEnd(cells, cells.shape[1] - top - inputHeight, cells.shape[2] - left - inputWidth);
  return top === 0 && left === 0 ? trimmed : tf.slice(trimmed, [0, top, left, 0], [-1, -1, -1, -1]);
}
