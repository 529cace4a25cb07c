import type * as tf from '@tensorflow/tfjs';

/*
 * The symbols of all methods (docs/mathematics.md "Notation"):
 *
 *   y          the explained score, a logit, never a probability
 *   x          the picture as the model is given it
 *   A_k        channel k of a layer's output, h × w
 *   g_k        ∂y/∂A_k, h × w
 *   Σ_k        over the channels; Σ_ij and mean_ij over the cells
 *   ⊙          cell by cell; [c] is 1 where c holds, else 0
 *
 * Each file says its method's source, formula and departures from the source. What all have in common is said once,
 * here: maps are signed, and a relu around the whole sum is left to the display.
 * Titles and words for people stand in cam/methods.ts.
 */

/** One way to turn a layer's activation and gradient into a map. */
export interface CamMethod {
  /**
   * The definition, in tensor operations that every backend has.
   * @param activation [h, w, k]
   * @param gradient [h, w, k]
   * @returns the raw map, [h, w]; the caller disposes what is made on the way (tidy)
   */
  map(activation: tf.Tensor3D, gradient: tf.Tensor3D): tf.Tensor2D;
}

/** A {@link CamMethod} whose maps of all layers are made after a run, from what the run kept. */
export interface CellMethod extends CamMethod {
  readonly kind: 'cells';
  /** True where c times the gradient gives c times the map. */
  readonly scalesWithGradient: boolean;
  /**
   * As {@link CamMethod.map}, of a gradient that is `gain` times what it should be: the map, times `gain`.
   * @param gain default 1; see gradientGain.ts
   */
  map(activation: tf.Tensor3D, gradient: tf.Tensor3D, gain?: number): tf.Tensor2D;
}

/** A method whose map is the first principal component of a layer's features: see derive/deriveComponents.ts. */
export interface ComponentMethod {
  readonly kind: 'component';
  /** True where c times the gradient gives c times the map: then a gain of the gradient can be divided out. */
  readonly scalesWithGradient: boolean;
  /** What is decomposed: one row for each cell, one column for each channel, [h, w, k] like the arguments. */
  features(activation: tf.Tensor3D, gradient: tf.Tensor3D): tf.Tensor3D;
}

/** A method that gives one map for the whole network, as a sum over its layers. */
export interface NetworkMethod {
  readonly kind: 'network';
  /**
   * One layer's share, at its own resolution. The same for every positive multiple of the term.
   * @param term [h, w, k]: what the layer adds to the score, cell by cell
   * @returns [h, w]
   */
  share(term: tf.Tensor3D): tf.Tensor2D;
}

/** What a {@link ProbingMethod} may ask the network. A score is y: the logit of the explained class. */
export interface Probe {
  /** The picture, [1, H, W, 3]. */
  readonly input: tf.Tensor4D;
  /** Of the one layer that is explained, [1, h, w, k]. */
  readonly activation: tf.Tensor4D;
  /** The scores of other pictures, [n, H, W, 3]. */
  scoresOf(inputs: tf.Tensor4D): Promise<number[]>;
  /** The scores of the picture when in the layer's output one channel, each in turn, is set to zero. */
  scoresWithout(channels: readonly number[]): Promise<number[]>;
}

/** A method without gradients: it changes something for each channel and looks at the score. One layer only. */
export interface ProbingMethod {
  readonly kind: 'probing';
  /** One score for each of the channels, a few at a time. */
  scores(channels: readonly number[], probe: Probe): Promise<number[]>;
  /**
   * w_k for each of the channels.
   * @param scores as `scores` gave them
   * @param score of the unchanged picture
   */
  weights(scores: readonly number[], score: number): number[];
}

export type DerivedMethod = CellMethod | ComponentMethod | NetworkMethod | ProbingMethod;
