import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { sumOverChannels } from './reductions.ts';

/** HiResCAM (Draelos & Carin, arXiv 2011.08891, eq. 6): what each cell adds to the score, to first order. */
export const hiResCam: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  map: (activation, gradient) => sumOverChannels(tf.mul(gradient, activation)),
};
