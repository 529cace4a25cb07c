import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from './camMethod.ts';

/** LayerCAM (Jiang et al., IEEE TIP 2021, eq. 4–6), its outer relu left to the display. */
export const layerCam: CamMethod = {
  map: (activation, gradient) => tf.sum(tf.mul(tf.relu(gradient), activation), 2),
};
