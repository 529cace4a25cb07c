/** What the two ways of going through a network have in common: types only. */
import type * as tf from '@tensorflow/tfjs';
import type { Normalisation } from '../network/networkNumbers.ts';
import type { ConvolutionSource } from '../reduce/exactConvolution.ts';

/**
 * The activation A of a target layer and its gradient g = ∂y/∂A.
 *
 * The compiled plan folds a BatchNorm into the convolution before it, and then has only the normalised
 * output s = scale·A + shift of two target layers. `folded` is the second of them, the raw convolution:
 * its A = (activation − shift) / scale and g = gradient·scale, channel by channel.
 */
export interface LayerTrace {
  /** Index of the target layer whose output `activation` is; null when that is none. */
  readonly index: number | null;
  /** [1, h, w, k] */
  readonly activation: tf.Tensor4D;
  /** [1, h, w, k] */
  readonly gradient: tf.Tensor4D;
  readonly folded: FoldedConvolution | null;
}

export interface FoldedConvolution {
  /** Index of the convolution's target layer. */
  readonly index: number;
  readonly normalisation: Normalisation;
  /** What the convolution read, [1, h, w, in], and how: for cells whose sign is lost in rounding. */
  readonly input: tf.Tensor4D;
  readonly source: ConvolutionSource;
}

/** A ReLU together with the layer that it alone reads: what passes the one's gradient on can look at both. */
export interface RectifiedTrace {
  /** The ReLU's own trace: y = min(max(s, 0), limit). */
  readonly relu: LayerTrace;
  /** May be infinite. */
  readonly limit: number;
  /** The layer's, whose activation is s; its gradient is that of y where 0 < s < limit, else 0. */
  readonly layer: Omit<LayerTrace, 'gradient'>;
}

/** Is shown every target layer once, alone or folded, in any order. The tensors are only valid during the call. */
export type TraceVisitor = (trace: LayerTrace) => void;

/** Changes a layer's output on the way: how the network is asked "what if". */
export interface Intervention {
  /** Index of the target layer. */
  readonly layer: number;
  /** How many pictures come out of `replace`. */
  readonly batch: number;
  /** @param activation the layer's own A, [1 or batch, h, w, k]. @returns what takes its place, [batch, h, w, k]. */
  replace(activation: tf.Tensor4D): tf.Tensor4D;
}

/** Which layers one LayerTrace will show. */
export interface TraceOutline {
  readonly index: number | null;
  readonly foldedIndex: number | null;
}

export interface TraceOptions {
  /** Called between steps, to let messages in; rejects when the work was cancelled. */
  readonly pause: () => Promise<void>;
  /** 0 to 1, never falling. */
  readonly onProgress: (fraction: number) => void;
  /** Is shown ∂y/∂(the picture), [1, h, w, 3], which is only computed when this is given; valid during the call. */
  readonly visitInput?: (gradient: tf.Tensor4D) => void;
  /**
   * Looks at a ReLU and the layer before it in one go, instead of the visitor, and returns the layer's gradient, a new
   * tensor. A tracer may do without.
   */
  readonly rectify?: (trace: RectifiedTrace) => tf.Tensor4D;
}

/**
 * A network ready to run: one forward pass gives the logits, one backward pass all gradients.
 */
export interface Tracer {
  /** How it works, for the engine info: the compiled plan, or tfjs' tape and why. */
  readonly kind: 'plan' | 'tape';
  /** All that `trace` will show, in no particular order. */
  readonly outline: readonly TraceOutline[];
  /**
   * @param input [n, h, w, 3], the model's own input range; one picture when there is an intervention
   * @returns the logits, picture after picture
   */
  predict(input: tf.Tensor4D, intervention?: Intervention): Promise<number[]>;
  /**
   * @param chooseSeed is given the logits and answers ∂y/∂logits (see `scoreSeed`).
   */
  trace(
    input: tf.Tensor4D,
    chooseSeed: (logits: readonly number[]) => Float32Array,
    visit: TraceVisitor,
    options: TraceOptions,
  ): Promise<void>;
  dispose(): void;
}
