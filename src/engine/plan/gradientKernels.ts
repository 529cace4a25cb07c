/** The three gradients that cost: of convolutions and of relu. Written for every backend, faster where it can be. */
import * as tf from '@tensorflow/tfjs';
import { correlateSpread } from '../wasmKernels.ts';
import { currentWasmMemory } from '../wasmMemory.ts';
import type { ConvolutionStep } from './steps.ts';
import { convolveSubPixel } from './subPixel.ts';

type Shape4D = [number, number, number, number];

export interface GradientKernels {
  /** ∂y/∂x of a full convolution. */
  convolution(dy: tf.Tensor4D, step: ConvolutionStep, inputShape: readonly number[]): tf.Tensor;
  /** ∂y/∂x of a depthwise convolution. */
  depthwise(dy: tf.Tensor4D, step: ConvolutionStep, inputShape: readonly number[]): tf.Tensor;
  /** ∂y/∂x of y = min(max(x, 0), limit), given y: dy where 0 < y < limit, else 0. May use up dy's memory. */
  relu(dy: tf.Tensor, output: tf.Tensor, limit: number): tf.Tensor;
}

/** The fastest that the current backend allows. */
export function currentGradientKernels(): GradientKernels {
  const memory = tf.getBackend() === 'wasm' ? currentWasmMemory() : null;
  if (!memory) return tensorGradientKernels;
  return {
    ...tensorGradientKernels,
    relu(dy, output, limit) {
      // In place, unless somebody else (a second path, a kept run) needs dy as it is.
      const result = memory.isUnshared(dy) ? tf.clone(dy) : memory.allocate(dy.shape);
      const { pointerTo } = memory;
      memory.kernels.maskGradient(pointerTo(dy), pointerTo(output), dy.size, limit, pointerTo(result));
      return result;
    },
  };
}

/** With operations that every backend has. */
const tensorGradientKernels: GradientKernels = {
  convolution(dy, { filter, backwardFilter, stride, padding }, inputShape) {
    const [rows, columns] = filter.shape;
    return convolveSubPixel(dy, backwardFilter, [rows, columns], inputShape as Shape4D, stride, padding);
  },

  depthwise(dy, { filter, backwardFilter, stride, padding }, inputShape) {
    const isOdd = filter.shape[0] % 2 === 1 && filter.shape[1] % 2 === 1;
    // With stride 1 and equal padding on both sides the correlation below is a plain convolution.
    if (stride === 1 && padding === 'same' && isOdd) return tf.depthwiseConv2d(dy, backwardFilter, 1, 'same');
    return correlateSpread(dy, backwardFilter, inputShape as Shape4D, stride, padding);
  },

  relu(dy, output, limit) {
    // step(y·(limit − y)) is 1 strictly between the kinks; comparing and casting costs three times as much.
    if (limit === Infinity) return tf.mul(dy, tf.step(output));
    return tf.mul(dy, tf.step(tf.mul(output, tf.sub(limit, output))));
  },
};
