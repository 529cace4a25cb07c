import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';

/**
 * LayerCAM (Jiang et al. 2021, IEEE Transactions on Image Processing, doi 10.1109/TIP.2021.3089943, eq. 4–6):
 * Σ_k relu(g_k) ⊙ A_k.
 *
 * Symbols: camMethod.ts. Departures: none.
 */
export const layerCam: CamMethod = {
  map: (activation, gradient) => tf.sum(tf.mul(tf.relu(gradient), activation), 2),
};
