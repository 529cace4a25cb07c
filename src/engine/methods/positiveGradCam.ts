import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * Grad-CAM of the "positive sections", the cells where both the activation and the gradient are positive:
 * Σ_k w_k A_k, w_k = mean_ij [A_k > 0] [g_k > 0] g_k.
 *
 * Symbols: camMethod.ts. Builds on Grad-CAM (Selvaraju et al. 2016, arXiv 1610.02391, eq. 1–2). Departures: that
 * mask alone. Not Guided Grad-CAM, which multiplies by guided backpropagation.
 */
export const positiveGradCam: CamMethod = {
  map: (activation, gradient) => {
    const sections = tf.mul(tf.step(activation), tf.relu(gradient));
    return weightedSum(activation, tf.mean(sections, [0, 1]));
  },
};
