import type * as tf from '@tensorflow/tfjs';

/**
 * One way to turn a layer's activation and gradient into a map. docs/mathematics.md "Methods".
 *
 * Symbols used by all methods: A_k is channel k of the activation, g_k = ∂y/∂A_k its gradient, both
 * h × w; mean_ij is over the cells; sums are over k. Maps are signed: relu is a display choice.
 */
export interface CamMethod {
  readonly title: string;
  /** For people: what it does, in one sentence. */
  readonly summary: string;
  /** In the notation above. */
  readonly formula: string;
  readonly source: string;
  /**
   * The definition, in tensor operations that every backend has.
   * @param activation [h, w, k]
   * @param gradient [h, w, k]
   * @returns the raw map, [h, w]; the caller disposes what is made on the way (tidy)
   */
  map(activation: tf.Tensor3D, gradient: tf.Tensor3D): tf.Tensor2D;
}
