/** What each layer of TensorFlow.js does, in the engine's own operations. */
import type * as tf from '@tensorflow/tfjs';
import { activationOperation } from './layerActivation.ts';
import type { ConvolutionParameters, NodeWeights, Operation, Pair, Windows } from './operations.ts';

/** One node of the several that a layer may become, in their order. */
export interface Part {
  readonly operation: Operation;
  readonly weights: NodeWeights;
  readonly outputShape: readonly number[];
}

/** What stands in the way of reading a layer, to be said after its name: “has its channels first”. */
export interface Problem {
  readonly problem: string;
}

interface LayerContext {
  readonly layer: tf.layers.Layer;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShape: readonly number[];
}

type ReadLayer = (context: LayerContext) => readonly Part[] | Problem;

/** Layers that only train: dropout and noise. */
const trainingOnly = [
  ...['Dropout', 'SpatialDropout1D', 'SpatialDropout2D', 'AlphaDropout', 'GaussianDropout', 'GaussianNoise'],
  'ActivityRegularization',
];

/** Layers that are no part of a network that looks at one picture. */
const refused: ReadonlyMap<string, string> = new Map(
  ['LSTM', 'GRU', 'SimpleRNN', 'RNN', 'ConvLSTM2D', 'Bidirectional', 'TimeDistributed', 'StackedRNNCells']
    .map((name): [string, string] => [name, 'is recurrent'])
    .concat([['Embedding', 'reads words, not pictures']]),
);

const readers = new Map<string, ReadLayer>([
  ...trainingOnly.map((name): [string, ReadLayer] => [name, () => single({ op: 'identity' })]),
  ['Conv2D', readConvolution],
  ['DepthwiseConv2D', readDepthwise],
  ['SeparableConv2D', readSeparable],
  ['BatchNormalization', readNormalisation],
  [
    'Rescaling',
    ({ config }) => single({ op: 'affine', scale: list(config['scale']), offset: list(config['offset']) }),
  ],
  [
    'ReLU',
    ({ config }) =>
      single({ op: 'relu', limit: (config['maxValue'] as number | null | undefined) ?? Infinity }),
  ],
  ['LeakyReLU', ({ config }) => single({ op: 'leakyRelu', slope: config['alpha'] as number })],
  ['PReLU', ({ layer }) => single({ op: 'prelu' }, { alpha: layer.getWeights()[0]! })],
  [
    'ThresholdedReLU',
    ({ config }) => single({ op: 'thresholdedRelu', threshold: config['theta'] as number }),
  ],
  ['ELU', ({ config }) => single({ op: 'activation', function: 'elu', alpha: config['alpha'] as number })],
  ['Softmax', readSoftmax],
  ['Activation', readActivation],
  ['MaxPooling2D', (context) => single({ op: 'maximumPooling', ...windows(context.config) })],
  ['AveragePooling2D', (context) => single({ op: 'averagePooling', ...windows(context.config) })],
  [
    'GlobalAveragePooling2D',
    (context) => single({ op: 'globalAverage', keeps: context.outputShape.length === 3 }),
  ],
  [
    'GlobalMaxPooling2D',
    (context) => single({ op: 'globalMaximum', keeps: context.outputShape.length === 3 }),
  ],
  [
    'ZeroPadding2D',
    ({ config }) => single({ op: 'pad', border: config['padding'] as [Pair, Pair], value: 0 }),
  ],
  ['Cropping2D', ({ config }) => single({ op: 'crop', border: config['cropping'] as [Pair, Pair] })],
  ['Add', join('add')],
  ['Multiply', join('multiply')],
  ['Average', join('average')],
  ['Maximum', join('maximum')],
  ['Minimum', join('minimum')],
  ['Concatenate', readConcatenation],
  ['Dense', readDense],
  ['Flatten', () => single({ op: 'reshape' })],
  ['Reshape', () => single({ op: 'reshape' })],
]);

/** @returns the nodes that a layer becomes; the last is the layer's own output */
export function layerParts(context: Omit<LayerContext, 'config'>): readonly Part[] | Problem {
  const { layer } = context;
  const className = layer.getClassName();
  const problem = refused.get(className);
  if (problem) return { problem };
  const config = layer.getConfig();
  if (config['dataFormat'] === 'channelsFirst') return { problem: 'has its channels first' };
  const complete: LayerContext = { ...context, config };
  const parts = readers.get(className)?.(complete) ?? single({ op: 'foreign', layer });
  // A single part has the layer's shape.
  return 'problem' in parts
    ? parts
    : parts.map((part, index) =>
        index === parts.length - 1 ? { ...part, outputShape: context.outputShape } : part,
      );
}

/** A part that is the whole layer; its shape is filled in. */
function single(operation: Operation, weights: NodeWeights = {}): [Part] {
  return [{ operation, weights, outputShape: [] }];
}

function readConvolution({ layer, config, outputShape }: LayerContext): readonly Part[] | Problem {
  const operation: Operation = { op: 'convolution', ...convolution(config) };
  return withActivation({ operation, weights: kernelAndBias(layer), outputShape }, config);
}

function readDepthwise({ layer, config, outputShape }: LayerContext): readonly Part[] | Problem {
  const parameters = convolution(config);
  // TensorFlow.js ignores the dilation, and so declares another size than the layer has.
  if (parameters.padding === 'valid' && parameters.dilations.some((rate) => rate !== 1)) {
    return {
      problem: 'is a dilated depthwise convolution without padding, whose size TensorFlow.js gets wrong',
    };
  }
  const operation: Operation = { op: 'depthwise', ...parameters };
  return withActivation({ operation, weights: kernelAndBias(layer), outputShape }, config);
}

function readSeparable({ layer, config, inputShapes, outputShape }: LayerContext): readonly Part[] | Problem {
  const [depthwise, pointwise, bias] = layer.getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor | undefined];
  const channels = inputShapes[0]!.at(-1)! * depthwise.shape[3]!;
  const spatial: Part = {
    operation: { op: 'depthwise', ...convolution(config) },
    weights: { kernel: depthwise },
    outputShape: [...outputShape.slice(0, 2), channels],
  };
  const mixing: Part = {
    operation: { op: 'convolution', strides: [1, 1], dilations: [1, 1], padding: 'same' },
    weights: { kernel: pointwise, ...(bias && { bias }) },
    outputShape,
  };
  const rest = withActivation(mixing, config);
  return 'problem' in rest ? rest : [spatial, ...rest];
}

function readNormalisation({ layer, config, outputShape }: LayerContext): readonly Part[] | Problem {
  const axis = [config['axis']].flat()[0] as number;
  if (axis !== -1 && axis !== outputShape.length)
    return { problem: 'normalises another axis than the channels' };
  const weights = layer.getWeights();
  // In the order gamma, beta, mean, variance; the first two may be absent.
  const gamma = config['scale'] === false ? undefined : weights.shift();
  const beta = config['center'] === false ? undefined : weights.shift();
  const [mean, variance] = weights as [tf.Tensor, tf.Tensor];
  return single(
    { op: 'normalisation', epsilon: config['epsilon'] as number },
    { ...(gamma && { gamma }), ...(beta && { beta }), mean, variance },
  );
}

function readSoftmax({ config, outputShape }: LayerContext): readonly Part[] | Problem {
  const axis = config['axis'] as number | null | undefined;
  const isLast = axis == null || axis === -1 || axis === outputShape.length;
  if (!isLast) return { problem: 'takes its softmax over another axis than the channels' };
  return single({ op: 'activation', function: 'softmax' });
}

function readActivation({ layer, config }: LayerContext): readonly Part[] {
  return single(activationOperation(String(config['activation'])) ?? { op: 'foreign', layer });
}

function readConcatenation({ config, outputShape }: LayerContext): readonly Part[] {
  const axis = config['axis'] as number;
  return single({ op: 'concatenate', axis: axis < 0 ? outputShape.length + axis : axis - 1 });
}

function readDense({ layer, config, outputShape }: LayerContext): readonly Part[] | Problem {
  return withActivation({ operation: { op: 'dense' }, weights: kernelAndBias(layer), outputShape }, config);
}

function join(op: 'add' | 'multiply' | 'average' | 'maximum' | 'minimum'): ReadLayer {
  return ({ layer, inputShapes }) => {
    const rank = inputShapes[0]!.length;
    // TensorFlow.js has rules of its own for values of unequal rank.
    const isPlain = inputShapes.every((shape) => shape.length === rank);
    return single(isPlain ? { op } : { op: 'foreign', layer });
  };
}

/** A layer's linear part, and the activation that it carries. */
function withActivation(linear: Part, config: LayerContext['config']): readonly Part[] | Problem {
  const name = String(config['activation'] ?? 'linear');
  const operation = activationOperation(name);
  if (!operation) return { problem: `has the activation ${name}` };
  return operation.op === 'identity' ? [linear] : [linear, { ...linear, operation, weights: {} }];
}

function kernelAndBias(layer: tf.layers.Layer): NodeWeights {
  const [kernel, bias] = layer.getWeights() as [tf.Tensor, tf.Tensor | undefined];
  return { kernel, ...(bias && { bias }) };
}

function convolution(config: LayerContext['config']): ConvolutionParameters {
  const { strides, padding } = windows({ ...config, poolSize: config['kernelSize'] });
  return { strides, padding, dilations: pair(config['dilationRate'] ?? 1) };
}

function windows(config: LayerContext['config']): Windows {
  const size = pair(config['poolSize']);
  const padding = config['padding'] === 'same' ? 'same' : 'valid';
  return { size, strides: pair(config['strides'] ?? size), padding };
}

function pair(value: unknown): Pair {
  const [rows, columns] = [value].flat() as number[];
  return [rows!, columns ?? rows!];
}

function list(value: unknown): readonly number[] {
  return [value].flat() as number[];
}
