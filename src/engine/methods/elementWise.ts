import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { sumOverChannels } from './reductions.ts';

/** Element-wise Grad-CAM, known from pytorch-grad-cam: HiResCAM with a relu before the sum. Never negative. */
export const elementWise: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  title: 'Element-wise Grad-CAM',
  summary: 'Adds up what speaks for the class, channel by channel, and leaves out what speaks against it.',
  formula: 'Σ_k relu(g_k ⊙ A_k)',
  source: 'pytorch-grad-cam, GradCAMElementWise',
  map: (activation, gradient) => sumOverChannels(tf.relu(tf.mul(gradient, activation))),
};
