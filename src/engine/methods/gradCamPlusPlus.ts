import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { meanOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/** As in pytorch-grad-cam. Gradients of single cells are so small that it decides about the weights' form. */
const epsilon = 1e-7;

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
    // A falling cell has no weight. Left in, its denominator might be zero by accident, and 0/0 no number.
    const rising = tf.relu(gradient);
    // (γg)², and beside it γ²ε: in 16-bit floats g² and ε alone are zero.
    const square = tf.square(rising);
    const slope = tf.div(rising, gain);
    const total = tf.mul(meanOverCells(activation), cells);
    // g²·(2 + S·g) + ε, times γ²
    const denominator = tf.add(tf.mul(square, tf.add(tf.mul(slope, total), 2)), epsilon * gain ** 2);
    // Zero where S·g < 0 cancels the rest to the last digit, or all of it is too small for the device: no weight.
    const weighted: tf.Tensor3D = tf.divNoNan(tf.mul(square, rising), denominator);
    return weightedSum(activation, tf.mul(meanOverCells(weighted), cells));
  },
};
