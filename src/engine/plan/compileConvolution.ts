import * as tf from '@tensorflow/tfjs';
import type { NetworkNode } from '../network/network.ts';
import type { ConvolutionNumbers, Normalisation } from '../network/networkNumbers.ts';
import type { Operation } from '../network/operations.ts';
import type { ConvolutionSource } from '../reduce/exactConvolution.ts';
import { paddingBefore } from '../wasm/wasmKernels.ts';
import { currentForwardKernels } from './chooseForwardKernels.ts';
import { currentGradientKernels } from './chooseGradientKernels.ts';
import type { CompilerContext } from './compilerContext.ts';
import { dilateFilter } from './operations/dilateFilter.ts';
import type { ConvolutionStep, FusedActivation, TargetIndex, ValueId } from './steps.ts';

type Convolution = Extract<Operation, { op: 'convolution' | 'depthwise' }>;

/** What a convolution takes in of the node behind it: a BatchNorm or an activation, or nothing. */
export interface TakenIn {
  /** Position of that node, null for none. */
  readonly follower: number | null;
  readonly normalisation: Normalisation | null;
  readonly activation: FusedActivation;
}

/** Whether the plan's kernels do this convolution; others are `operations/generalConvolution.ts`. */
export function isFast({ operation, weights }: NetworkNode): boolean {
  if (operation.op !== 'convolution' && operation.op !== 'depthwise') return false;
  const [rows, columns] = operation.strides;
  return rows === columns && (operation.op === 'convolution' || weights.kernel!.shape[3] === 1);
}

/**
 * A convolution, with the BatchNormalization behind it folded in when there is one:
 * scale·(conv(x, w) + b) + shift = conv(x, scale·w) + scale·b + shift, since each output channel has its own scale.
 */
export function compileConvolution(
  node: NetworkNode,
  position: number,
  input: ValueId,
  output: ValueId,
  context: CompilerContext,
  { follower, normalisation, activation }: TakenIn,
): ConvolutionStep {
  const { op, strides, dilations, padding } = node.operation as Convolution;
  const depthwise = op === 'depthwise';
  const [stride] = strides;
  const ownBias = node.weights.bias as tf.Tensor1D | undefined;
  const kernel = dilateFilter(node.weights.kernel as tf.Tensor4D, dilations);
  const filter = normalisation ? scaleFilter(kernel, normalisation.scale, depthwise) : kernel;
  const unowned = normalisation ? foldBias(ownBias, normalisation) : ownBias && tf.clone(ownBias);
  const bias = unowned ? context.own(unowned) : null;
  return {
    kind: op,
    inputs: [input],
    output,
    target: context.targetOf(follower ?? position),
    filterShape: filter.shape,
    forwardFilter: context.own(currentForwardKernels().forwardFilter(filter, bias, stride, depthwise)),
    backwardFilter: context.own(currentGradientKernels().backwardFilter(filter, stride, depthwise)),
    bias,
    stride,
    padding,
    activation,
    folded: normalisation && {
      target: context.targetOf(position),
      normalisation,
      source: convolutionSource(node, context.kernelOf(position), normalisation),
    },
  };
}

function foldBias(bias: tf.Tensor1D | undefined, { scale, shift }: Normalisation): tf.Tensor1D {
  return bias ? tf.add(tf.mul(bias, scale), shift) : tf.tensor1d(shift);
}

/**
 * A BatchNormalization that could not be folded, over a picture: a depthwise convolution of one cell, which costs a
 * third of a product and a sum that are broadcast, and takes in a ReLU behind it.
 */
export function compileNormalisation(
  { scale, shift }: Normalisation,
  input: ValueId,
  place: { readonly output: ValueId; readonly target: TargetIndex },
  own: CompilerContext['own'],
): ConvolutionStep {
  const filter = tf.tensor4d(scale, [1, 1, scale.length, 1]);
  const bias = own(tf.tensor1d(shift));
  return {
    kind: 'depthwise',
    inputs: [input],
    ...place,
    filterShape: filter.shape,
    forwardFilter: own(currentForwardKernels().forwardFilter(filter, bias, 1, true)),
    backwardFilter: own(currentGradientKernels().backwardFilter(filter, 1, true)),
    bias,
    stride: 1,
    padding: 'same',
    activation: 'linear',
    folded: null,
  };
}

/** Each output channel has its own scale: a depthwise filter's are on the third axis, a full one's on the fourth. */
function scaleFilter(filter: tf.Tensor4D, scale: Float32Array, depthwise: boolean): tf.Tensor4D {
  return tf.mul(filter, tf.tensor(scale, depthwise ? [1, 1, scale.length, 1] : undefined));
}

/** float32 keeps 24 bits; a sum of many products loses a few of them. */
const sumRounding = 2 ** -21;

/** Half a unit in the last place of a float32 weight, generously. */
const weightRounding = 2 ** -23;

/** Inputs are mostly outputs of a ReLU6. Only the order of magnitude counts here. */
const usualInput = 6;

/** How to compute one cell of the raw convolution again, and when that is needed. */
function convolutionSource(
  { operation, inputShape, outputShape }: NetworkNode,
  { kernel, shape: [kernelHeight, kernelWidth], bias }: ConvolutionNumbers,
  { scale, shift }: Normalisation,
): ConvolutionSource {
  const { op, strides, dilations, padding } = operation as Convolution;
  const channels = scale.length;
  const magnitudes = new Float64Array(channels);
  for (let index = 0; index < kernel.length; index++)
    magnitudes[index % channels]! += Math.abs(kernel[index]!);
  const doubt = new Float32Array(channels);
  const rounding = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const largest = usualInput * magnitudes[channel]! + Math.abs(bias?.[channel] ?? 0);
    doubt[channel] = sumRounding * (Math.abs(shift[channel]!) + largest * Math.abs(scale[channel]!));
    rounding[channel] = weightRounding * largest;
  }
  const before = (axis: 0 | 1, size: number) =>
    paddingBefore(
      inputShape[axis]!,
      outputShape[axis]!,
      (size - 1) * dilations[axis] + 1,
      strides[axis],
      padding,
    );
  return {
    kernel,
    bias,
    kernelHeight,
    kernelWidth,
    dilations,
    depthwise: op === 'depthwise',
    stride: strides[0],
    paddingTop: before(0, kernelHeight),
    paddingLeft: before(1, kernelWidth),
    doubt,
    weightRounding: rounding,
  };
}
