import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * Grad-CAM (Selvaraju et al. 2016, arXiv 1610.02391, eq. 1–2): Σ_k α_k A_k, α_k = mean_ij g_k.
 *
 * Symbols: camMethod.ts. Departures: none.
 */
export const gradCam: CamMethod = {
  map: (activation, gradient) => weightedSum(activation, tf.mean(gradient, [0, 1])),
};
