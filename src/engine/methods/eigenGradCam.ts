import * as tf from '@tensorflow/tfjs';
import type { ComponentMethod } from './camMethod.ts';

/**
 * EigenGrad-CAM: the first principal component of g ⊙ A, X·v as in eigenCam.ts with g ⊙ A for A. It knows the class.
 *
 * Symbols: camMethod.ts. No paper: known from the program pytorch-grad-cam (`EigenGradCAM`). Departures: the sign,
 * which goes with mean_k g_k ⊙ A_k.
 */
export const eigenGradCam: ComponentMethod = {
  kind: 'component',
  scalesWithGradient: true,
  features: (activation, gradient) => tf.mul(gradient, activation),
};
