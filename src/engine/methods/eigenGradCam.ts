import * as tf from '@tensorflow/tfjs';
import type { ComponentMethod } from './camMethod.ts';

/** EigenGrad-CAM, known from pytorch-grad-cam: Eigen-CAM of activation times gradient, which knows the class. */
export const eigenGradCam: ComponentMethod = {
  kind: 'component',
  scalesWithGradient: true,
  features: (activation, gradient) => tf.mul(gradient, activation),
};
