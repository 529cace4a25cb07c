import * as tf from '@tensorflow/tfjs';
import { shareTensor } from '../run/shareTensor.ts';
import { correlateSpread, cropEnd } from '../wasm/wasmKernels.ts';
import { currentWasmMemory } from '../wasm/wasmMemory.ts';
import type { GradientKernels } from './gradientKernels.ts';
import { convolveSubPixel, subPixelFilter } from './subPixel.ts';
import { wasmGradientKernels } from './wasmGradientKernels.ts';

/** The fastest that the current backend allows. A plan is compiled and run with the same. */
export function currentGradientKernels(): GradientKernels {
  const memory = tf.getBackend() === 'wasm' ? currentWasmMemory() : null;
  return memory ? wasmGradientKernels(memory, tensorGradientKernels) : tensorGradientKernels;
}

/** With operations that every backend has. */
const tensorGradientKernels: GradientKernels = {
  // Depthwise: reversed in both axes (see wasmKernels.ts). Others: of a 1 × 1 filter with stride 1 that is Wᵀ.
  backwardFilter: (filter, stride, depthwise) =>
    depthwise ? tf.reverse(filter, [0, 1]) : subPixelFilter(filter, stride),

  convolution(dy, { filterShape, backwardFilter, stride, padding }, inputShape) {
    const [rows, columns] = filterShape;
    return convolveSubPixel(dy, backwardFilter, [rows, columns], inputShape, stride, padding);
  },

  depthwise(dy, { filterShape, backwardFilter, stride, padding }, inputShape) {
    const isOdd = filterShape[0] % 2 === 1 && filterShape[1] % 2 === 1;
    // With stride 1 and equal padding on both sides the correlation below is a plain convolution.
    if (stride === 1 && padding === 'same' && isOdd) return tf.depthwiseConv2d(dy, backwardFilter, 1, 'same');
    return correlateSpread(dy, backwardFilter, inputShape, [stride, stride], padding);
  },

  pad(dy, [[top, bottom], [left, right]]) {
    const [, height, width] = dy.shape;
    const cropped = cropEnd(dy, bottom, right);
    if (top === 0 && left === 0) return shareTensor(cropped);
    return tf.slice(cropped, [0, top, left, 0], [-1, height - top - bottom, width - left - right, -1]);
  },

  relu(dy, output, limit) {
    // step(y·(limit − y)) is 1 strictly between the kinks; comparing and casting costs three times as much.
    if (limit === Infinity) return tf.mul(dy, tf.step(output));
    return tf.mul(dy, tf.step(tf.mul(output, tf.sub(limit, output))));
  },
};
