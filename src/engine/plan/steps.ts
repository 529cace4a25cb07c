/**
 * The compiled plan: a network as a short list of steps over numbered values, with every BatchNorm folded
 * into the convolution before it. What a step needs for its backward half is prepared when compiling.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Normalisation } from '../network/networkNumbers.ts';
import type { ConvolutionSource } from '../reduce/exactConvolution.ts';

/** A slot for the output of one step; slot 0 is the input. */
export type ValueId = number;

/** The target layer whose activation a value is, or null for what is not a target. */
export type TargetIndex = number | null;

interface StepBase {
  readonly output: ValueId;
  readonly target: TargetIndex;
}

/** y = scale·x + offset (Rescaling, a BatchNormalization on its own, …). */
export interface AffineStep extends StepBase {
  readonly kind: 'affine';
  readonly input: ValueId;
  readonly scale: tf.Tensor;
  readonly offset: tf.Tensor;
}

/** Zeros around the input: rows and columns [before, after]. */
export interface PadStep extends StepBase {
  readonly kind: 'pad';
  readonly input: ValueId;
  readonly rows: [number, number];
  readonly columns: [number, number];
}

/** A convolution with what follows it: y = conv(x, filter) + bias, the filter already scaled by a BatchNorm. */
export interface ConvolutionStep extends StepBase {
  readonly kind: 'convolution' | 'depthwise';
  readonly input: ValueId;
  /** [fh, fw, in, out], or [fh, fw, channels, 1] for depthwise. */
  readonly filterShape: readonly [number, number, number, number];
  /** The filter and the bias as the forward half wants them: see `ForwardKernels.forwardFilter`. */
  readonly forwardFilter: tf.Tensor4D;
  /** The filter as the backward half wants it: see `GradientKernels.backwardFilter`. */
  readonly backwardFilter: tf.Tensor4D;
  readonly bias: tf.Tensor1D | null;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  /** The raw convolution's own target, when a BatchNorm was folded into this step. */
  readonly folded: {
    readonly target: TargetIndex;
    readonly normalisation: Normalisation;
    readonly source: ConvolutionSource;
  } | null;
}

/** y = min(max(x, 0), limit); the limit may be infinite. */
export interface ReluStep extends StepBase {
  readonly kind: 'relu';
  readonly input: ValueId;
  readonly limit: number;
}

export interface AddStep extends StepBase {
  readonly kind: 'add';
  readonly inputs: readonly ValueId[];
}

/** [1, h, w, k] to [1, k]. */
export interface GlobalAverageStep extends StepBase {
  readonly kind: 'globalAverage';
  readonly input: ValueId;
}

/** y = x · kernel + bias, without activation. */
export interface DenseStep extends StepBase {
  readonly kind: 'dense';
  readonly input: ValueId;
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D | null;
}

export type Step =
  | AffineStep
  | PadStep
  | ConvolutionStep
  | ReluStep
  | AddStep
  | GlobalAverageStep
  | DenseStep;

export interface Plan {
  readonly steps: readonly Step[];
  /** Every tensor the plan owns. */
  readonly owned: readonly tf.Tensor[];
}

/** The target of the convolution that is folded into a step, or null. */
export function foldedTarget(step: Step): TargetIndex {
  const isConvolution = step.kind === 'convolution' || step.kind === 'depthwise';
  return isConvolution ? (step.folded?.target ?? null) : null;
}
