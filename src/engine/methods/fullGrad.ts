import * as tf from '@tensorflow/tfjs';
import type { NetworkMethod } from './camMethod.ts';
import { maximumOverCells } from './reductions.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * FullGrad (Srinivas & Fleuret 2019, arXiv 1905.00780, eq. 4): the picture and every bias, each times its gradient,
 * Σ_c ψ(|x_c ⊙ ∂y/∂x_c|) + Σ_l Σ_c ψ(|b_l,c ⊙ g_l,c|), over layers l and channels c, b being their biases, ψ = min-max,
 * then resizing. The terms of a piecewise linear network, before ψ, add up to its score.
 *
 * Symbols: camMethod.ts. Departures: a ReLU6 that stands at its limit counts as a bias of 6; the Dense's bias, which
 * has no place in the picture, is left out (derive/biases.ts). ψ is taken for each channel, as the paper writes it;
 * the authors' program takes it for a layer.
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
