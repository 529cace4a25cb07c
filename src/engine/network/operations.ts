/**
 * What a network's nodes can do: the vocabulary that readers of all formats translate into and that the compiled plan
 * executes, forward and backward. Types only. Values are channels-last, [n, h, w, k] or [n, units]; shapes and axes are
 * named without the batch.
 */
import type * as tf from '@tensorflow/tfjs';

export type Pair = readonly [rows: number, columns: number];
/** Before and after, for rows and for columns. */
export type Border = readonly [rows: Pair, columns: Pair];
/** `same` as in TensorFlow: so many zeros that ⌈size/stride⌉ cells come out, the odd one behind. */
export type Padding = 'same' | 'valid';

export interface Windows {
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
}

/** Activations, cell by cell but for the softmax, which runs over the last axis. */
export type ActivationFunction =
  | 'sigmoid'
  | 'softmax'
  | 'tanh'
  | 'elu'
  | 'selu'
  | 'softplus'
  | 'softsign'
  | 'swish'
  | 'mish'
  | 'gelu'
  | 'geluTanh'
  | 'exponential'
  /** clip(0.2·x + 0.5, 0, 1), Keras 2 and TensorFlow.js. */
  | 'hardSigmoid'
  /** relu6(x + 3)/6, Keras 3 and MobileNetV3. */
  | 'hardSigmoid6'
  /** x·relu6(x + 3)/6. */
  | 'hardSwish';

export type Operation =
  | { readonly op: 'input' }
  /** Gives what it reads: dropout, noise and what else only trains; an activation that was taken off the end. */
  | { readonly op: 'identity' }
  /** Weights: kernel [fh, fw, in, out], bias [out]. Padding is of the kernel as the dilation stretches it. */
  | ({ readonly op: 'convolution' } & ConvolutionParameters)
  /** Weights: kernel [fh, fw, in, multiplier], bias [in × multiplier]. */
  | ({ readonly op: 'depthwise' } & ConvolutionParameters)
  /** (x − mean)·gamma/√(variance + ε) + beta over the last axis. Weights: gamma, beta, mean, variance. */
  | { readonly op: 'normalisation'; readonly epsilon: number }
  /** scale·x + offset, each one number or one for each channel. */
  | { readonly op: 'affine'; readonly scale: readonly number[]; readonly offset: readonly number[] }
  /** min(max(x, 0), limit), the limit perhaps infinite. */
  | { readonly op: 'relu'; readonly limit: number }
  /** x where it is positive, slope·x elsewhere. */
  | { readonly op: 'leakyRelu'; readonly slope: number }
  /** The same with a slope for each channel or cell. Weights: alpha, stretched along axes of size 1. */
  | { readonly op: 'prelu' }
  /** x where it is above the threshold, 0 elsewhere. */
  | { readonly op: 'thresholdedRelu'; readonly threshold: number }
  | { readonly op: 'activation'; readonly function: ActivationFunction; readonly alpha?: number }
  | ({ readonly op: 'maximumPooling' } & Windows)
  /** Padding does not count in the mean. */
  | ({ readonly op: 'averagePooling' } & Windows)
  /** [h, w, k] to [k], or to [1, 1, k]. */
  | { readonly op: 'globalAverage'; readonly keeps: boolean }
  | { readonly op: 'globalMaximum'; readonly keeps: boolean }
  | { readonly op: 'pad'; readonly border: Border; readonly value: number }
  | { readonly op: 'crop'; readonly border: Border }
  /** Of two or more values, stretched where one has size 1. */
  | { readonly op: JoinOperation }
  | { readonly op: 'concatenate'; readonly axis: number }
  /** Over the last axis. Weights: kernel [in, out], bias [out]. */
  | { readonly op: 'dense' }
  | { readonly op: 'reshape' }
  /** Channels in another order, as BGR for RGB: channel k comes from order[k]. */
  | { readonly op: 'reorderChannels'; readonly order: readonly number[] }
  /** A layer that only TensorFlow.js knows: differentiated by its own tape, if its kernels are there. */
  | { readonly op: 'foreign'; readonly layer: tf.layers.Layer };

export type JoinOperation = 'add' | 'subtract' | 'multiply' | 'average' | 'maximum' | 'minimum';

export interface ConvolutionParameters {
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: Padding;
}

/** The tensors of a node; they belong to the model that was read. */
export interface NodeWeights {
  readonly kernel?: tf.Tensor;
  readonly bias?: tf.Tensor;
  readonly gamma?: tf.Tensor;
  readonly beta?: tf.Tensor;
  readonly mean?: tf.Tensor;
  readonly variance?: tf.Tensor;
  readonly alpha?: tf.Tensor;
}
