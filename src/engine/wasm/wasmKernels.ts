/**
 * Gradients of convolutions with respect to their input, composed of operations that every backend has, and a kernel of
 * them that tfjs' WebAssembly backend lacks: without it no MobileNet can be differentiated there.
 */
import * as tf from '@tensorflow/tfjs';
import type { Padding, Pair } from '../network/operations.ts';

type Shape4D = [number, number, number, number];

/**
 * ∂y/∂x of a depthwise convolution, given dy = ∂y/∂(its output).
 * The gradient of a correlation is a correlation of dy, spread out by the stride, with the filter reversed
 * in both axes. Where a channel has several outputs, it gets the sum of what each sends back.
 *
 * @param dy [n, h, w, c × multiplier]
 * @param filter [fh, fw, c, multiplier]
 * @param inputShape shape of x
 * @param strides along rows and columns
 * @returns the shape of x
 */
export function depthwiseInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: Shape4D,
  strides: Pair,
  padding: Padding,
): tf.Tensor4D {
  return tf.tidy(() => {
    const [height, width, channels, multiplier] = filter.shape;
    const reversed: tf.Tensor4D = tf.reverse(filter, [0, 1]);
    if (multiplier === 1) return correlateSpread(dy, reversed, inputShape, strides, padding);
    const [batch, rows, columns] = dy.shape;
    const outputs = tf.reshape(dy, [batch * rows * columns, channels, multiplier]);
    const taps = tf.reshape(reversed, [height * width, channels, multiplier]);
    const shares = Array.from({ length: multiplier }, (_, place) => {
      const part = (of: tf.Tensor, shape: Shape4D) =>
        tf.reshape<tf.Rank.R4>(tf.slice(of, [0, 0, place], [-1, -1, 1]), shape);
      const share = part(outputs, [batch, rows, columns, channels]);
      return correlateSpread(share, part(taps, [height, width, channels, 1]), inputShape, strides, padding);
    });
    return shares.reduce((sum, share) => tf.add(sum, share));
  });
}

/**
 * The same for a full convolution.
 * @param dy [n, h, w, out]
 * @param filter [fh, fw, in, out]
 */
export function convolutionInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: Shape4D,
  strides: Pair,
  padding: Padding,
): tf.Tensor4D {
  return tf.tidy(() => {
    const reversed: tf.Tensor4D = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    return correlateSpread(dy, reversed, inputShape, strides, padding, tf.conv2d);
  });
}

/** The same for a filter that is already reversed, for those who keep it. */
export function correlateSpread(
  dy: tf.Tensor4D,
  reversedFilter: tf.Tensor4D,
  [, inputHeight, inputWidth]: Shape4D,
  strides: Pair,
  padding: Padding,
  correlate: typeof tf.depthwiseConv2d = tf.depthwiseConv2d,
): tf.Tensor4D {
  const [filterHeight, filterWidth] = reversedFilter.shape;
  const [, outputHeight, outputWidth] = dy.shape;
  const top = filterHeight - 1 - paddingBefore(inputHeight, outputHeight, filterHeight, strides[0], padding);
  const left = filterWidth - 1 - paddingBefore(inputWidth, outputWidth, filterWidth, strides[1], padding);
  const spread = spreadByStride(dy, strides);
  // What is missing for the correlation below to give exactly the input's size. The zeros that end the
  // spread tensor count as padding; where there are more of them than wanted, they are cut off.
  const bottom = inputHeight + filterHeight - 1 - top - spread.shape[1];
  const right = inputWidth + filterWidth - 1 - left - spread.shape[2];
  const fitting = cropEnd(spread, Math.max(0, -bottom), Math.max(0, -right));
  const padded = tf.pad4d(fitting, [
    [0, 0],
    [top, Math.max(0, bottom)],
    [left, Math.max(0, right)],
    [0, 0],
  ]);
  return correlate(padded, reversedFilter, 1, 'valid');
}

/** Without its last rows and columns. Two axes instead of four: each row is then one copy. */
export function cropEnd(x: tf.Tensor4D, rows: number, columns: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  if (rows === 0 && columns === 0) return x;
  if (batch !== 1) return tf.slice4d(x, [0, 0, 0, 0], [batch, height - rows, width - columns, channels]);
  const lines: tf.Tensor2D = tf.reshape(x, [height, width * channels]);
  const kept = tf.slice2d(lines, [0, 0], [height - rows, (width - columns) * channels]);
  return tf.reshape(kept, [batch, height - rows, width - columns, channels]);
}

/** Rows or columns of zeros that the forward convolution put before its input (TensorFlow's rule). */
export function paddingBefore(
  inputSize: number,
  outputSize: number,
  filterSize: number,
  stride: number,
  padding: 'same' | 'valid',
): number {
  if (padding === 'valid') return 0;
  return Math.floor(Math.max((outputSize - 1) * stride + filterSize - inputSize, 0) / 2);
}

/** Puts stride − 1 zeros behind every row and column: [n, h, w, c] becomes [n, h·rows, w·columns, c]. */
export function spreadByStride(x: tf.Tensor4D, [rows, columns]: Pair): tf.Tensor4D {
  if (rows === 1 && columns === 1) return x;
  const [batch, height, width, channels] = x.shape;
  // Zeros are laid behind each cell along the channel axis and unfolded into columns, then behind each row.
  const columnZeros = tf.zeros([batch, height, width, channels * (columns - 1)]);
  const wide = tf.reshape(tf.concat([x, columnZeros], 3), [batch, height, width * columns, channels]);
  const rowZeros = tf.zeros([batch, height, width * columns * (rows - 1), channels]);
  return tf.reshape(tf.concat([wide, rowZeros], 2), [batch, height * rows, width * columns, channels]);
}

const kernelName = 'DepthwiseConv2dNativeBackpropInput';

/** Registers the kernel for WebAssembly unless tfjs has learned it meanwhile. */
export function registerWasmKernels(): void {
  if (tf.getKernel(kernelName, 'wasm')) return;
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { strides, pad, inputShape } = attrs as unknown as {
        strides: number | [number, number];
        pad: Padding;
        inputShape: Shape4D;
      };
      return depthwiseInputGradient(
        inputs['dy'] as tf.Tensor4D,
        inputs['filter'] as tf.Tensor4D,
        inputShape,
        typeof strides === 'number' ? [strides, strides] : strides,
        pad,
      );
    },
  });
}
