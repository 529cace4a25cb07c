import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from './camMethod.ts';
import { sumOverChannels } from './reductions.ts';

/**
 * HiResCAM (Draelos & Carin 2020, arXiv 2011.08891, eq. 6): Σ_k g_k ⊙ A_k, what each cell adds to the score, to
 * first order.
 *
 * Symbols: camMethod.ts. Departures: none.
 */
export const hiResCam: CellMethod = {
  kind: 'cells',
  scalesWithGradient: true,
  map: (activation, gradient) => sumOverChannels(tf.mul(gradient, activation)),
};
