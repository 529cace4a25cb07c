/**
 * A kernel that tfjs' WebAssembly backend lacks: the gradient of a depthwise convolution with respect to
 * its input, composed of operations that it has. Without it no MobileNet can be differentiated there.
 */
import * as tf from '@tensorflow/tfjs';

type Shape4D = [number, number, number, number];

/**
 * ∂y/∂x of a depthwise convolution, given dy = ∂y/∂(its output).
 * The gradient of a correlation is a correlation of dy, spread out by the stride, with the filter reversed
 * in both axes.
 *
 * @param dy [n, h, w, c]
 * @param filter [fh, fw, c, 1]
 * @param inputShape shape of x
 * @param stride the same along both axes
 * @returns the shape of x
 */
export function depthwiseInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: Shape4D,
  stride: number,
  padding: 'same' | 'valid',
): tf.Tensor4D {
  return tf.tidy(() => {
    const reversed = tf.reverse(filter, [0, 1]);
    return correlateSpread(dy, reversed, inputShape, stride, padding);
  });
}

/** The same for a filter that is already reversed, for those who keep it. */
export function correlateSpread(
  dy: tf.Tensor4D,
  reversedFilter: tf.Tensor4D,
  [, inputHeight, inputWidth]: Shape4D,
  stride: number,
  padding: 'same' | 'valid',
): tf.Tensor4D {
  const [filterHeight, filterWidth] = reversedFilter.shape;
  const [, outputHeight, outputWidth] = dy.shape;
  const top = filterHeight - 1 - paddingBefore(inputHeight, outputHeight, filterHeight, stride, padding);
  const left = filterWidth - 1 - paddingBefore(inputWidth, outputWidth, filterWidth, stride, padding);
  const spread = spreadByStride(dy, stride);
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
  return tf.depthwiseConv2d(padded, reversedFilter, 1, 'valid');
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

/** Puts stride − 1 zeros behind every row and column: [n, h, w, c] becomes [n, h·s, w·s, c]. */
function spreadByStride(x: tf.Tensor4D, stride: number): tf.Tensor4D {
  if (stride === 1) return x;
  const [batch, height, width, channels] = x.shape;
  // Zeros are laid behind each cell along the channel axis and unfolded into columns, then behind each row.
  const columnZeros = tf.zeros([batch, height, width, channels * (stride - 1)]);
  const columns = tf.reshape(tf.concat([x, columnZeros], 3), [batch, height, width * stride, channels]);
  const rowZeros = tf.zeros([batch, height, width * stride * (stride - 1), channels]);
  return tf.reshape(tf.concat([columns, rowZeros], 2), [batch, height * stride, width * stride, channels]);
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
        pad: 'same' | 'valid';
        inputShape: Shape4D;
      };
      return depthwiseInputGradient(
        inputs['dy'] as tf.Tensor4D,
        inputs['filter'] as tf.Tensor4D,
        inputShape,
        [strides].flat()[0]!,
        pad,
      );
    },
  });
}
