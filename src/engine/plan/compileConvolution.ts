import * as tf from '@tensorflow/tfjs';
import type { NetworkNode } from '../network/network.ts';
import type { Normalisation } from '../network/networkNumbers.ts';
import type { ConvolutionSource } from '../reduce/exactConvolution.ts';
import { paddingBefore } from '../wasm/wasmKernels.ts';
import { type CompilerContext, UnknownLayer } from './compilePlan.ts';
import { currentForwardKernels } from './forwardKernels.ts';
import { currentGradientKernels } from './gradientKernels.ts';
import type { ConvolutionStep, TargetIndex, ValueId } from './steps.ts';

/** Below this a BatchNorm's scale counts as zero: the convolution under it could not be told from it. */
const smallestScale = 1e-6;

/**
 * A Conv2D or DepthwiseConv2D, with the BatchNormalization behind it folded in when there is one:
 * scale·conv(x, w) + shift = conv(x, scale·w) + shift, since each output channel has its own scale.
 *
 * @throws UnknownLayer for activations, dilation, unequal strides, channels first and depth multipliers
 */
export function compileConvolution(
  node: NetworkNode,
  position: number,
  input: ValueId,
  output: ValueId,
  normaliser: Normalisation | null,
  context: CompilerContext,
): ConvolutionStep {
  const config = node.layer.getConfig();
  const depthwise = node.className === 'DepthwiseConv2D';
  refuseUnknown(node.name, config, depthwise);
  const [stride] = config['strides'] as [number, number];
  const padding = config['padding'] as 'same' | 'valid';
  const [kernel, ownBias] = node.layer.getWeights() as [tf.Tensor4D, tf.Tensor1D | undefined];

  const foldable = normaliser?.scale.every((scale) => Math.abs(scale) > smallestScale) ?? false;
  const folds = normaliser && foldable && !ownBias ? normaliser : null;
  const filter = folds ? scaleFilter(kernel, folds.scale, depthwise) : tf.clone(kernel);
  const unowned = folds ? tf.tensor1d(folds.shift) : ownBias && tf.clone(ownBias);
  const bias = unowned ? context.own(unowned) : null;
  const step: ConvolutionStep = {
    kind: depthwise ? 'depthwise' : 'convolution',
    input,
    output,
    target: context.targetOf(folds ? position + 1 : position),
    filterShape: filter.shape,
    forwardFilter: context.own(currentForwardKernels().forwardFilter(filter, bias, stride, depthwise)),
    backwardFilter: context.own(currentGradientKernels().backwardFilter(filter, stride, depthwise)),
    bias,
    stride,
    padding,
    folded: folds && {
      target: context.targetOf(position),
      normalisation: folds,
      source: convolutionSource(node, context.kernelOf(position), folds, stride, padding),
    },
  };
  filter.dispose();
  return step;
}

/**
 * A BatchNormalization that could not be folded, over a picture: a depthwise convolution of one cell, which costs a
 * third of a product and a sum that are broadcast, and takes in a ReLU behind it.
 */
export function compileNormalisation(
  { scale, shift }: Normalisation,
  input: ValueId,
  output: ValueId,
  target: TargetIndex,
  own: CompilerContext['own'],
): ConvolutionStep {
  const filter = tf.tensor4d(scale, [1, 1, scale.length, 1]);
  const bias = own(tf.tensor1d(shift));
  return {
    kind: 'depthwise',
    input,
    output,
    target,
    filterShape: filter.shape,
    forwardFilter: own(currentForwardKernels().forwardFilter(filter, bias, 1, true)),
    backwardFilter: own(currentGradientKernels().backwardFilter(filter, 1, true)),
    bias,
    stride: 1,
    padding: 'same',
    folded: null,
  };
}

/** Each output channel has its own scale: a depthwise filter's are on the third axis, a full one's on the fourth. */
function scaleFilter(filter: tf.Tensor4D, scale: Float32Array, depthwise: boolean): tf.Tensor4D {
  return tf.mul(filter, tf.tensor(scale, depthwise ? [1, 1, scale.length, 1] : undefined));
}

function refuseUnknown(name: string, config: Record<string, unknown>, depthwise: boolean): void {
  const pair = (key: string) => config[key] as [number, number];
  const problems: [boolean, string][] = [
    [config['activation'] !== 'linear', 'has an activation of its own'],
    [config['dataFormat'] === 'channelsFirst', 'has its channels first'],
    [[pair('dilationRate')].flat().some((rate) => rate !== 1), 'is dilated'],
    [pair('strides')[0] !== pair('strides')[1], 'has unequal strides'],
    [depthwise && config['depthMultiplier'] !== 1, 'has a depth multiplier'],
    [config['padding'] !== 'same' && config['padding'] !== 'valid', 'has an unusual padding'],
  ];
  for (const [isProblem, words] of problems) if (isProblem) throw new UnknownLayer(`${name} ${words}`);
}

/** float32 keeps 24 bits; a sum of many products loses a few of them. */
const sumRounding = 2 ** -21;

/** Half a unit in the last place of a float32 weight, generously. */
const weightRounding = 2 ** -23;

/** Inputs are mostly outputs of a ReLU6. Only the order of magnitude counts here. */
const usualInput = 6;

/** How to compute one cell of the raw convolution again, and when that is needed. */
function convolutionSource(
  { layer, inputShape, outputShape, className }: NetworkNode,
  kernel: Float32Array,
  { scale, shift }: Normalisation,
  stride: number,
  padding: 'same' | 'valid',
): ConvolutionSource {
  const [kernelHeight, kernelWidth] = layer.getConfig()['kernelSize'] as [number, number];
  const channels = scale.length;
  const magnitudes = new Float64Array(channels);
  for (let index = 0; index < kernel.length; index++)
    magnitudes[index % channels]! += Math.abs(kernel[index]!);
  const doubt = new Float32Array(channels);
  const rounding = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const largest = usualInput * magnitudes[channel]!;
    doubt[channel] = sumRounding * (Math.abs(shift[channel]!) + largest * Math.abs(scale[channel]!));
    rounding[channel] = weightRounding * largest;
  }
  return {
    kernel,
    kernelHeight,
    kernelWidth,
    depthwise: className === 'DepthwiseConv2D',
    stride,
    paddingTop: paddingBefore(inputShape[0]!, outputShape[0]!, kernelHeight, stride, padding),
    paddingLeft: paddingBefore(inputShape[1]!, outputShape[1]!, kernelWidth, stride, padding),
    doubt,
    weightRounding: rounding,
  };
}
