import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { sumOverChannels } from './reductions.ts';

/**
 * Element-wise Grad-CAM: Σ_k relu(g_k ⊙ A_k), HiResCAM with a relu before the sum. Never negative.
 *
 * Symbols: camMethod.ts. No paper: known from the program pytorch-grad-cam (`GradCAMElementWise`). Departures: none.
 */
export const elementWise: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  map: (activation, gradient) => sumOverChannels(tf.relu(tf.mul(gradient, activation))),
};
