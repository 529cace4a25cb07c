import * as tf from '@tensorflow/tfjs';
import type { ComponentMethod } from './camMethod.ts';

/** EigenGrad-CAM, known from pytorch-grad-cam: Eigen-CAM of activation times gradient, which knows the class. */
export const eigenGradCam: ComponentMethod = {
  kind: 'component',
  scalesWithGradient: true,
  title: 'EigenGrad-CAM',
  summary: 'Shows the pattern that most of the channels’ contributions to the class share.',
  formula: 'first principal component of g ⊙ A (cells × channels, centred)',
  source: 'pytorch-grad-cam, EigenGradCAM',
  features: (activation, gradient) => tf.mul(gradient, activation),
};
