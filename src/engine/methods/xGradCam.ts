import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { divideUnlessCancelled } from './divideUnlessCancelled.ts';
import { meanOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/** As in pytorch-grad-cam. */
const epsilon = 1e-7;

/**
 * XGrad-CAM (Fu et al. 2020, arXiv 2008.02312, eq. 8): Σ_k w_k A_k, w_k = Σ_ij (g_k ⊙ A_k) / (Σ_ij A_k + ε).
 *
 * Symbols: camMethod.ts. Departures: ε, as in pytorch-grad-cam. The paper has activations behind a ReLU; elsewhere
 * Σ_ij A_k can cancel, and then w_k is large and says little.
 */
export const xGradCam: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  map: (activation, gradient) => {
    const cells = activation.shape[0] * activation.shape[1];
    const products = meanOverCells(tf.mul(gradient, activation));
    // Both sums are means here: the number of cells cancels, but for ε.
    const total: tf.Tensor1D = tf.add(meanOverCells(activation), epsilon / cells);
    // A channel without activation, where ε is zero in 16-bit floats, or whose activations cancel has no weight.
    const weights = divideUnlessCancelled(products, total, () => meanOverCells(tf.abs(activation)));
    return weightedSum(activation, weights);
  },
};
