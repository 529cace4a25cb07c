/** The same gradients by our own kernels in tfjs' WebAssembly memory, where they are faster. */
import * as tf from '@tensorflow/tfjs';
import { paddingBefore } from '../wasmKernels.ts';
import type { WasmMemory } from '../wasmMemory.ts';
import type { GradientKernels } from './gradientKernels.ts';
import type { ConvolutionStep } from './steps.ts';

type Shape4D = [number, number, number, number];

/** How many channels one instruction works on. */
const lanes = 4;

/** @param others do what is not done here */
export function wasmGradientKernels(memory: WasmMemory, others: GradientKernels): GradientKernels {
  const { kernels, pointerTo } = memory;
  return {
    backwardFilter: (filter, stride, depthwise) =>
      depthwise || stride === 1 ? others.backwardFilter(filter, stride, depthwise) : windowFilter(filter),

    convolution(dy, step, inputShape) {
      if (step.stride === 1) return others.convolution(dy, step, inputShape);
      // What each output cell sends back to its window is a 1 × 1 convolution, and tfjs' fastest operation.
      const windows = tf.conv2d(dy, step.backwardFilter, 1, 'valid');
      const result = memory.allocate(inputShape);
      const [rows, columns, channels] = step.filter.shape;
      kernels.sumWindows(
        pointerTo(windows),
        dy.shape[1],
        dy.shape[2],
        channels,
        rows,
        columns,
        ...placement(step, dy.shape, inputShape),
        pointerTo(result),
      );
      return result;
    },

    depthwise(dy, step, inputShape) {
      const [rows, columns, channels] = step.filter.shape;
      if (step.stride === 1 || channels % lanes !== 0) return others.depthwise(dy, step, inputShape);
      const result = memory.allocate(inputShape);
      kernels.depthwiseGradient(
        pointerTo(dy),
        dy.shape[1],
        dy.shape[2],
        channels,
        pointerTo(step.filter),
        rows,
        columns,
        ...placement(step, dy.shape, inputShape),
        pointerTo(result),
      );
      return result;
    },

    relu(dy, output, limit) {
      // In place, unless somebody else (a second path, a kept run) needs dy as it is.
      const result = memory.isUnshared(dy) ? tf.clone(dy) : memory.allocate(dy.shape);
      kernels.maskGradient(pointerTo(dy), pointerTo(output), dy.size, limit, pointerTo(result));
      return result;
    },
  };
}

/** [rows, columns, in, out] as [1, 1, out, rows·columns·in]. */
function windowFilter(filter: tf.Tensor4D): tf.Tensor4D {
  const [rows, columns, inChannels, outChannels] = filter.shape;
  return tf.tidy(() =>
    tf.reshape(tf.transpose(filter, [3, 0, 1, 2]), [1, 1, outChannels, rows * columns * inChannels]),
  );
}

/** Stride, padding before the input (top, left), and the input's rows and columns. */
function placement(
  { filter, stride, padding }: ConvolutionStep,
  [, outputRows, outputColumns]: Shape4D,
  [, rows, columns]: Shape4D,
): [stride: number, top: number, left: number, rows: number, columns: number] {
  const top = paddingBefore(rows, outputRows, filter.shape[0], stride, padding);
  const left = paddingBefore(columns, outputColumns, filter.shape[1], stride, padding);
  return [stride, top, left, rows, columns];
}
