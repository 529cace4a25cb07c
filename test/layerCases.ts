/** One small network for each layer that TensorFlow.js can put into a picture classifier. */
import * as tf from '@tensorflow/tfjs';
import { randomiseWeights } from './toyNets.ts';

type Symbolic = tf.SymbolicTensor;

export interface LayerCase {
  /** As docs/library.md has it. */
  readonly name: string;
  /** Puts the layer behind x, [7, 8, 4]. */
  readonly apply: (x: Symbolic) => Symbolic;
  /** Where TensorFlow.js itself computes something else than the layer is. */
  readonly isIgnoredByTfjs?: boolean;
}

const on = (make: () => tf.layers.Layer) => (x: Symbolic) => make().apply(x) as Symbolic;
const conv = (options: object) => (x: Symbolic) =>
  on(() => tf.layers.conv2d({ filters: 4, kernelSize: 3, ...options }))(x);
const depthwise = (options: object) => (x: Symbolic) =>
  on(() => tf.layers.depthwiseConv2d({ kernelSize: 3, ...options }))(x);
const separable = (options: object) => (x: Symbolic) =>
  on(() => tf.layers.separableConv2d({ filters: 4, kernelSize: 3, ...options }))(x);
/** The layer on x and on a branch of it. */
const joined = (make: () => tf.layers.Layer) => (x: Symbolic) =>
  make().apply([x, conv({ padding: 'same' })(x)]) as Symbolic;
/** A squeeze-and-excitation gate: one number for each channel. */
const gate = (x: Symbolic) => on(() => tf.layers.averagePooling2d({ poolSize: [7, 8], strides: [7, 8] }))(x);

const activations = [
  ...[
    'relu',
    'relu6',
    'elu',
    'selu',
    'sigmoid',
    'hardSigmoid',
    'tanh',
    'softplus',
    'softsign',
    'swish',
    'mish',
    'gelu',
  ],
  ...['gelu_new', 'softmax'],
];

export const layerCases: readonly LayerCase[] = [
  { name: 'Conv2D', apply: conv({}) },
  { name: 'Conv2D, strides', apply: conv({ strides: 2, padding: 'same' }) },
  { name: 'Conv2D, unequal strides', apply: conv({ strides: [2, 1], padding: 'same' }) },
  { name: 'Conv2D, dilation', apply: conv({ dilationRate: 2, padding: 'same' }) },
  ...activations.map((activation) => ({
    name: `Conv2D, ${activation}`,
    apply: conv({ activation, padding: 'same' }),
  })),
  { name: 'DepthwiseConv2D', apply: depthwise({ padding: 'same' }) },
  { name: 'DepthwiseConv2D, strides, relu6', apply: depthwise({ strides: 2, activation: 'relu6' }) },
  { name: 'DepthwiseConv2D, depth multiplier', apply: depthwise({ depthMultiplier: 2, padding: 'same' }) },
  {
    name: 'DepthwiseConv2D, dilation',
    apply: depthwise({ dilationRate: 2, padding: 'same' }),
    isIgnoredByTfjs: true,
  },
  { name: 'SeparableConv2D, relu', apply: separable({ padding: 'same', activation: 'relu' }) },
  {
    name: 'SeparableConv2D, depth multiplier, dilation',
    apply: separable({ depthMultiplier: 2, dilationRate: 2 }),
  },
  {
    name: 'Conv2DTranspose',
    apply: on(() => tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 })),
  },
  {
    name: 'BatchNormalization',
    apply: (x) => on(() => tf.layers.batchNormalization({}))(on(() => tf.layers.reLU({}))(x)),
  },
  {
    name: 'BatchNormalization behind Conv2D with a bias',
    apply: (x) => on(() => tf.layers.batchNormalization({}))(conv({})(x)),
  },
  { name: 'LayerNormalization', apply: on(() => tf.layers.layerNormalization({})) },
  { name: 'Rescaling', apply: on(() => tf.layers.rescaling({ scale: 0.5, offset: -1 })) },
  { name: 'ReLU', apply: on(() => tf.layers.reLU({})) },
  { name: 'ReLU, maximum', apply: on(() => tf.layers.reLU({ maxValue: 1 })) },
  { name: 'LeakyReLU', apply: on(() => tf.layers.leakyReLU({ alpha: 0.2 })) },
  { name: 'PReLU', apply: on(() => tf.layers.prelu({ sharedAxes: [1, 2] })) },
  { name: 'ELU', apply: on(() => tf.layers.elu({})) },
  { name: 'ThresholdedReLU', apply: on(() => tf.layers.thresholdedReLU({ theta: 0.3 })) },
  ...activations.map((activation) => ({
    name: `Activation, ${activation}`,
    apply: on(() => tf.layers.activation({ activation: activation as 'relu' })),
  })),
  { name: 'Activation, linear', apply: on(() => tf.layers.activation({ activation: 'linear' })) },
  { name: 'Softmax', apply: on(() => tf.layers.softmax({ axis: -1 })) },
  {
    name: 'Dropout, GaussianNoise',
    apply: (x) =>
      on(() => tf.layers.gaussianNoise({ stddev: 1 }))(on(() => tf.layers.dropout({ rate: 0.5 }))(x)),
  },
  { name: 'MaxPooling2D', apply: on(() => tf.layers.maxPooling2d({ poolSize: 2 })) },
  {
    name: 'MaxPooling2D, overlapping',
    apply: on(() => tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
  },
  { name: 'AveragePooling2D', apply: on(() => tf.layers.averagePooling2d({ poolSize: 2 })) },
  {
    name: 'AveragePooling2D, overlapping',
    apply: on(() => tf.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' })),
  },
  { name: 'GlobalAveragePooling2D', apply: on(() => tf.layers.globalAveragePooling2d({})) },
  { name: 'GlobalMaxPooling2D', apply: on(() => tf.layers.globalMaxPooling2d({})) },
  {
    name: 'ZeroPadding2D',
    apply: on(() =>
      tf.layers.zeroPadding2d({
        padding: [
          [1, 2],
          [0, 1],
        ],
      }),
    ),
  },
  {
    name: 'Cropping2D',
    apply: on(() =>
      tf.layers.cropping2D({
        cropping: [
          [1, 2],
          [0, 1],
        ],
      }),
    ),
  },
  { name: 'UpSampling2D', apply: on(() => tf.layers.upSampling2d({ size: [2, 2] })) },
  { name: 'Add', apply: joined(() => tf.layers.add()) },
  { name: 'Multiply', apply: joined(() => tf.layers.multiply()) },
  {
    name: 'Multiply, one number for each channel',
    apply: (x) => tf.layers.multiply().apply([x, gate(x)]) as Symbolic,
  },
  { name: 'Average', apply: joined(() => tf.layers.average()) },
  { name: 'Maximum', apply: joined(() => tf.layers.maximum()) },
  { name: 'Minimum', apply: joined(() => tf.layers.minimum()) },
  { name: 'Concatenate', apply: joined(() => tf.layers.concatenate()) },
  { name: 'Reshape', apply: on(() => tf.layers.reshape({ targetShape: [8, 7, 4] })) },
  { name: 'Permute', apply: on(() => tf.layers.permute({ dims: [2, 1, 3] })) },
  { name: 'Dense over cells', apply: on(() => tf.layers.dense({ units: 3, activation: 'tanh' })) },
];

/** Picture [7, 8, 3], a convolution, the layer, two logits. */
export function buildLayerCase({ apply }: LayerCase, seed: number): tf.LayersModel {
  const input = tf.input({ shape: [7, 8, 3] });
  const before = conv({ kernelSize: 1, name: 'before' })(input);
  const after = apply(before);
  const flat = after.shape.length > 2 ? on(() => tf.layers.flatten())(after) : after;
  const output = on(() => tf.layers.dense({ units: 2, name: 'logits' }))(flat);
  const model = tf.model({ inputs: input, outputs: output });
  randomiseWeights(model, seed);
  return model;
}
