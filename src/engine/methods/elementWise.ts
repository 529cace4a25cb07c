import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { sumOverChannels } from './reductions.ts';

/** Element-wise Grad-CAM, known from pytorch-grad-cam: HiResCAM with a relu before the sum. Never negative. */
export const elementWise: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  map: (activation, gradient) => sumOverChannels(tf.relu(tf.mul(gradient, activation))),
};
