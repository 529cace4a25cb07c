/** The convolutions of the forward half. Written for every backend, faster where it can be. */
import * as tf from '@tensorflow/tfjs';
import { currentWasmMemory } from '../wasm/wasmMemory.ts';
import type { ConvolutionStep, FusedActivation } from './steps.ts';
import { wasmForwardKernels } from './wasmForwardKernels.ts';

export interface ForwardKernels {
  /**
   * What `convolve` will want of a step as its `forwardFilter`. Always a new tensor.
   * @param filter [fh, fw, in, out], or [fh, fw, channels, 1] for depthwise
   */
  forwardFilter(
    filter: tf.Tensor4D,
    bias: tf.Tensor1D | null,
    stride: number,
    depthwise: boolean,
  ): tf.Tensor4D;
  /** The step's output for x, [n, h, w, in], with the activation behind it. */
  convolve(x: tf.Tensor4D, step: ConvolutionStep, activation: FusedActivation): tf.Tensor4D;
}

/** The fastest that the current backend allows. A plan is compiled and run with the same. */
export function currentForwardKernels(): ForwardKernels {
  const memory = tf.getBackend() === 'wasm' ? currentWasmMemory() : null;
  return memory ? wasmForwardKernels(memory, tensorForwardKernels) : tensorForwardKernels;
}

/** With operations that every backend has. */
const tensorForwardKernels: ForwardKernels = {
  forwardFilter: (filter) => tf.clone(filter),

  convolve(x, { kind, forwardFilter: filter, bias, stride: strides, padding: pad }, activation) {
    const options = { x, filter, strides, pad, activation, ...(bias && { bias }) };
    return kind === 'depthwise' ? tf.fused.depthwiseConv2d(options) : tf.fused.conv2d(options);
  },
};
