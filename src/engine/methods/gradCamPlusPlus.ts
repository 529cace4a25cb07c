import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { meanOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * Grad-CAM++ (Chattopadhyay et al. 2017, arXiv 1710.11063, eq. 10–11, 19): Σ_k w_k A_k,
 * w_k = Σ_ij relu(g_k) / (2 + relu(Σ_ij A_k)·relu(g_k)).
 *
 * This is the paper's w_k = Σ_ij a_k ⊙ relu(g_k), a_k = g_k² / (2 g_k² + (Σ_ij A_k) g_k³), the closed form that holds
 * for exp y, with g_k² cancelled. So nothing needs an ε: the denominator is at least 2.
 *
 * Symbols: camMethod.ts. Departures: Σ_ij A_k is cut at zero. Behind a ReLU that changes nothing; elsewhere it keeps
 * a cell's weight between 0 and g_k/2, where the paper's denominator may vanish. pytorch-grad-cam adds 10⁻⁶ beside
 * g², which in early layers is smaller than that: its maps there are others.
 */
export const gradCamPlusPlus: CellMethod = {
  kind: 'cells',
  // The gradient stands in the denominator, too, so twice the gradient is not twice the map.
  scalesWithGradient: false,
  map: (activation, gradient, gain = 1) => {
    const cells = activation.shape[0] * activation.shape[1];
    const rising = tf.relu(gradient);
    // Divided by the gain before it is multiplied by cells: in 16-bit floats Σ_ij A_k might be infinite.
    const total: tf.Tensor1D = tf.relu(tf.mul(meanOverCells(activation), cells / gain));
    // γ·relu(g) / (2 + S/γ · γ·relu(g)), γ being the gain.
    const weights: tf.Tensor3D = tf.div(rising, tf.add(tf.mul(rising, total), 2));
    return weightedSum(activation, tf.mul(meanOverCells(weights), cells));
  },
};
