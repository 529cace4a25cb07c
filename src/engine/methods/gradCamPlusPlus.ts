import * as tf from '@tensorflow/tfjs';
import { hasHalfFloats } from '../gradientGain.ts';
import type { CellMethod } from './camMethod.ts';
import { divideUnlessCancelled } from './divideUnlessCancelled.ts';
import { meanOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/** As in pytorch-grad-cam. Gradients of single cells are so small that it decides about the weights' form. */
const epsilon = 1e-7;

/** So small that such a slope has no weight, and so large that γ²ε, divided by it, is finite. */
const smallest = 1e-30;
const smallestHalf = 2 ** -14;

/** No bound, but finite: shader compilers need not know infinity. */
const largest = 3e38;

/**
 * Grad-CAM++ (Chattopadhyay et al. 2017, arXiv 1710.11063, eq. 10–11, 19), a in the closed form that holds for
 * exp y: Σ_k w_k A_k, w_k = Σ_ij a_k ⊙ relu(g_k), a_k = g_k² / (2 g_k² + (Σ_ij A_k) g_k³ + ε).
 *
 * Symbols: camMethod.ts. Departures: ε, as in pytorch-grad-cam. Weights are ≥ 0 behind a ReLU, where Σ_ij A_k ≥ 0;
 * before it the denominator may change its sign.
 */
export const gradCamPlusPlus: CellMethod = {
  kind: 'cells',
  // ε stands beside g², so twice the gradient is not twice the map.
  scalesWithGradient: false,
  map: (activation, gradient, gain = 1) => {
    const cells = activation.shape[0] * activation.shape[1];
    // A falling cell has no weight, and none comes out below: it gets the least of all slopes, so that it can be
    // divided by. On wasm `maximum` takes a hundred times as long as `clipByValue`.
    const rising = tf.clipByValue(gradient, hasHalfFloats() ? smallestHalf : smallest, largest);
    // Divided by the gain before it is multiplied by cells: in 16-bit floats Σ_ij A_k might be infinite.
    const total: tf.Tensor1D = tf.mul(meanOverCells(activation), cells / gain);
    // a = γg / (2γg + S·g·γg + γ²ε/γg): in 16-bit floats g² and ε alone would be zero, and (γg)³ infinite.
    const positive: tf.Tensor3D = tf.add(tf.mul(rising, 2), tf.div(epsilon * gain ** 2, rising));
    const denominator: tf.Tensor3D = tf.add(positive, tf.mul(rising, tf.mul(rising, total)));
    // Where S·g < 0 cancels the rest, it is as large as the rest.
    const alpha = divideUnlessCancelled(rising, denominator, () => positive);
    const weighted: tf.Tensor3D = tf.mul(rising, alpha);
    return weightedSum(activation, tf.mul(meanOverCells(weighted), cells));
  },
};
