/**
 * The compiled plan: a network as a short list of steps over numbered values, with every BatchNorm folded
 * into the convolution before it. What a step needs for its backward half is prepared when compiling.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Normalisation } from '../network/networkNumbers.ts';
import type { Padding } from '../network/operations.ts';
import type { ConvolutionSource } from '../reduce/exactConvolution.ts';
import type { CompiledOperation } from './operations/compiledOperation.ts';

/** A slot for the output of one step; slot 0 is the input. */
export type ValueId = number;

/** The target layer whose activation a value is, or null for what is not a target. */
export type TargetIndex = number | null;

interface StepBase {
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly target: TargetIndex;
}

/** What may follow a convolution in one go. */
export type FusedActivation = 'linear' | 'relu' | 'relu6';

/** A convolution with what follows it: y = conv(x, filter) + bias, the filter already scaled by a BatchNorm. */
export interface ConvolutionStep extends StepBase {
  readonly kind: 'convolution' | 'depthwise';
  readonly inputs: readonly [ValueId];
  /** [fh, fw, in, out], or [fh, fw, channels, 1] for depthwise. */
  readonly filterShape: readonly [number, number, number, number];
  /** The filter and the bias as the forward half wants them: see `ForwardKernels.forwardFilter`. */
  readonly forwardFilter: tf.Tensor4D;
  /** The filter as the backward half wants it: see `GradientKernels.backwardFilter`. */
  readonly backwardFilter: tf.Tensor4D;
  readonly bias: tf.Tensor1D | null;
  readonly stride: number;
  readonly padding: Padding;
  /** Of a layer that carries one: then only what comes out of it is a value. */
  readonly activation: FusedActivation;
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
  readonly inputs: readonly [ValueId];
  readonly limit: number;
}

/** Everything else: see `operations/`. */
export interface OperationStep extends StepBase, CompiledOperation {
  readonly kind: 'operation';
}

export type Step = ConvolutionStep | ReluStep | OperationStep;

export interface Plan {
  readonly steps: readonly Step[];
  /** Every tensor the plan owns. */
  readonly owned: readonly tf.Tensor[];
}

/** The target of the convolution that is folded into a step, or null. */
export function foldedTarget(step: Step): TargetIndex {
  return isConvolution(step) ? (step.folded?.target ?? null) : null;
}

export function isConvolution(step: Step): step is ConvolutionStep {
  return step.kind === 'convolution' || step.kind === 'depthwise';
}

/** The activation that a convolution can take in for a relu with this limit, or null. */
export function fusedActivation(limit: number): FusedActivation | null {
  if (limit === 6) return 'relu6';
  return limit === Number.POSITIVE_INFINITY ? 'relu' : null;
}

/** The limit of the relu that an activation is; null for none. */
export function limitOf(activation: FusedActivation): number | null {
  if (activation === 'linear') return null;
  return activation === 'relu6' ? 6 : Number.POSITIVE_INFINITY;
}
