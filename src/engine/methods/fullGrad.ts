import * as tf from '@tensorflow/tfjs';
import type { NetworkMethod } from './camMethod.ts';
import { maximumOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * FullGrad (Srinivas & Fleuret, arXiv 1905.00780, eq. 4): the picture and every bias, each times its gradient.
 * The terms of a piecewise linear network add up to its score. Which biases there are: derive/biases.ts.
 *
 * ψ is taken for each channel, as the paper writes it; the authors' program takes it for a layer.
 */
export const fullGrad: NetworkMethod = {
  kind: 'network',
  share: (term) => {
    const size = tf.abs(term);
    const smallest = tf.neg(maximumOverCells(tf.neg(size)));
    // A channel that is flat has no range: it adds nothing.
    const scale: tf.Tensor1D = tf.divNoNan(1, tf.sub(maximumOverCells(size), smallest));
    return tf.sub(weightedSum(size, scale), tf.sum(tf.mul(scale, smallest)));
  },
};
