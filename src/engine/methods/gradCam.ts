import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';
import { weightedSum } from './weightedSum.ts';

/** Grad-CAM as the paper has it (Selvaraju et al., arXiv 1610.02391, eq. 1–2), its relu left to the display. */
export const gradCam: CamMethod = {
  title: 'Grad-CAM',
  summary: 'Weights each channel by the mean of its gradient.',
  formula: 'Σ_k α_k A_k, α_k = mean_ij g_k',
  source: 'arXiv 1610.02391',
  map: (activation, gradient) => weightedSum(activation, tf.mean(gradient, [0, 1])),
};
