import * as tf from '@tensorflow/tfjs';
import { hasHalfFloats } from '../run/gradientGain.ts';
import type { CellMethod } from './camMethod.ts';
import { meanOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/** Eight times half a unit in the last place of a 16-bit float: what a few operations leave over. */
const halfFloatRounding = 2 ** -8;

/**
 * XGrad-CAM (Fu et al. 2020, arXiv 2008.02312, eq. 8): Σ_k w_k A_k, w_k = Σ_ij (g_k ⊙ A_k) / Σ_ij A_k.
 *
 * Symbols: camMethod.ts. Departures: none behind a ReLU, where the paper has it. A channel without activation has no
 * weight, and needs none. Elsewhere Σ_ij A_k can cancel, and then w_k is large and says little. pytorch-grad-cam adds
 * ε = 10⁻⁷ to the sum, which no other channel feels.
 */
export const xGradCam: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  map: (activation, gradient) => {
    // Both sums are means here: the number of cells cancels.
    const products = meanOverCells(tf.mul(gradient, activation));
    const weights: tf.Tensor1D = tf.divNoNan(products, totalOf(activation));
    return weightedSum(activation, weights);
  },
};

/** mean_ij A_k. On 16-bit floats 0 where it is 0 within rounding: no digit is right, and the quotient may be infinite. */
function totalOf(activation: tf.Tensor3D): tf.Tensor1D {
  const total = meanOverCells(activation);
  if (!hasHalfFloats()) return total;
  const rounding: tf.Tensor1D = tf.mul(meanOverCells(tf.abs(activation)), halfFloatRounding);
  return tf.where(tf.greater(tf.abs(total), rounding), total, tf.zerosLike(total));
}
