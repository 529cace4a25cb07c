import * as tf from '@tensorflow/tfjs';
import { currentWasmMemory } from '../wasm/wasmMemory.ts';
import type { ForwardKernels } from './forwardKernels.ts';
import { wasmForwardKernels } from './wasmForwardKernels.ts';

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
