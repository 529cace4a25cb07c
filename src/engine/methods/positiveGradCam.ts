import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * Grad-CAM whose weights see only the "positive sections": cells where both the activation and the
 * gradient are positive. Departs from the paper (arXiv 1610.02391, eq. 1) in that mask alone. Not Guided
 * Grad-CAM, which multiplies by guided backpropagation.
 */
export const positiveGradCam: CamMethod = {
  map: (activation, gradient) => {
    const sections = tf.mul(tf.step(activation), tf.relu(gradient));
    return weightedSum(activation, tf.mean(sections, [0, 1]));
  },
};
