import * as tf from '@tensorflow/tfjs';
import type { ProbingMethod } from './camMethod.ts';

/**
 * Score-CAM (Wang et al. 2019, arXiv 1910.01279, eq. 4–6): Σ_k w_k A_k, w = softmax_k y(x ⊙ minmax(resize A_k)).
 *
 * Symbols: camMethod.ts. Departures: only the channels that vary most take part, as in Faster-Score-CAM
 * (derive/probeLayer.ts). The score of the blank picture, which the paper subtracts, cancels in the softmax.
 */
export const scoreCam: ProbingMethod = {
  kind: 'probing',
  scores: async (channels, { input, activation, scoresOf }) => {
    const pictures = tf.tidy((): tf.Tensor4D => {
      const [, height, width] = input.shape;
      const chosen: tf.Tensor4D = tf.gather(activation, [...channels], 3);
      const resized = tf.image.resizeBilinear(chosen, [height, width], false, true);
      const smallest = tf.min(resized, [1, 2], true);
      // A channel that is flat hides everything.
      const range = tf.sub(tf.max(resized, [1, 2], true), smallest);
      const masks = tf.divNoNan(tf.sub(resized, smallest), range);
      return tf.mul(input, tf.transpose(masks, [3, 1, 2, 0]));
    });
    try {
      return await scoresOf(pictures);
    } finally {
      pictures.dispose();
    }
  },
  weights: (scores) => {
    const largest = Math.max(...scores);
    const exponentials = scores.map((score) => Math.exp(score - largest));
    // At least 1, the largest one's own.
    const sum = exponentials.reduce((total, value) => total + value, 0);
    return exponentials.map((value) => value / sum);
  },
};
