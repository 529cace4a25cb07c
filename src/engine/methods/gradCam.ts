import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';
import { weightedSum } from './weightedSum.ts';

/** Grad-CAM as the paper has it (Selvaraju et al., arXiv 1610.02391, eq. 1–2), its relu left to the display. */
export const gradCam: CamMethod = {
  map: (activation, gradient) => weightedSum(activation, tf.mean(gradient, [0, 1])),
};
