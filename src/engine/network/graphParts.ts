/** What each operation of a TensorFlow graph does, in the engine's own operations. */

import type { GraphContext, GraphValue } from './graphContext.ts';
import type { GraphNode } from './graphFile.ts';
import { padded, readConcatenation, readPad, readReshape, readSqueeze } from './graphShapeParts.ts';
import type { Part, Problem } from './layerParts.ts';
import type { NodeWeights, Operation, Padding, Pair } from './operations.ts';

type ReadOperation = (context: GraphContext) => readonly Part[] | Problem;

const readers = new Map<string, ReadOperation>([
  ['Identity', (context) => same(context, { op: 'identity' })],
  ['StopGradient', (context) => same(context, { op: 'identity' })],
  ['Conv2D', readConvolution],
  ['_FusedConv2D', readConvolution],
  ['DepthwiseConv2dNative', readConvolution],
  ['FusedDepthwiseConv2dNative', readConvolution],
  ['MatMul', readProduct],
  ['_FusedMatMul', readProduct],
  ['BiasAdd', readArithmetic],
  ['Add', readArithmetic],
  ['AddV2', readArithmetic],
  ['Sub', readArithmetic],
  ['Mul', readArithmetic],
  ['RealDiv', readArithmetic],
  ['Maximum', readExtreme],
  ['Minimum', readExtreme],
  ['FusedBatchNorm', readNormalisation],
  ['FusedBatchNormV2', readNormalisation],
  ['FusedBatchNormV3', readNormalisation],
  ['MaxPool', readPooling],
  ['AvgPool', readPooling],
  ['Mean', readReduction],
  ['Max', readReduction],
  ['Pad', readPad],
  ['PadV2', readPad],
  ['Reshape', readReshape],
  ['Squeeze', readSqueeze],
  ['ConcatV2', readConcatenation],
  ['Prelu', (context) => withTensor(context, { op: 'prelu' }, 'alpha')],
  ...['Relu', 'Relu6', 'LeakyRelu', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', 'Softmax'].map(
    (op): [string, ReadOperation] => [op, (context) => same(context, activation(op, context.node)!)],
  ),
]);

/** @returns the nodes that an operation becomes; the last makes its output */
export function graphParts(context: GraphContext): readonly Part[] | Problem {
  const read = readers.get(context.node.op);
  if (!read) return { problem: `is a ${context.node.op}` };
  return read(context);
}

/** Whether an operation is one that can be read, or holds what others read. */
export function isKnownOperation(op: string): boolean {
  return readers.has(op) || op === 'Const' || op === 'Placeholder';
}

function activation(name: string, { attributes }: GraphNode): Operation | null {
  switch (name) {
    case 'Relu':
      return { op: 'relu', limit: Number.POSITIVE_INFINITY };
    case 'Relu6':
      return { op: 'relu', limit: 6 };
    case 'LeakyRelu':
      return {
        op: 'leakyRelu',
        slope: attributes.number('alpha', attributes.number('leakyrelu_alpha', 0.2)),
      };
    case 'Elu':
    case 'Selu':
    case 'Sigmoid':
    case 'Tanh':
    case 'Softplus':
    case 'Softmax':
      return { op: 'activation', function: name.toLowerCase() as 'sigmoid' };
    default:
      return null;
  }
}

/** An operation that keeps the shape of what it reads. */
function same(
  { inputs }: Pick<GraphContext, 'inputs'>,
  operation: Operation,
  weights: NodeWeights = {},
): [Part] {
  return [{ operation, weights, outputShape: inputs[0]!.shape }];
}

function withTensor(
  { inputs }: GraphContext,
  operation: Operation,
  name: 'alpha',
): readonly Part[] | Problem {
  const constant = inputs[1]?.constant;
  if (!constant) return { problem: 'reads numbers that are computed' };
  return same({ inputs }, operation, { [name]: constant.tensor });
}

function readConvolution({ node, inputs }: GraphContext): readonly Part[] | Problem {
  const { attributes, op } = node;
  const kernel = inputs[1]?.constant;
  if (!kernel) return { problem: 'has a filter that is computed' };
  if (attributes.text('data_format', 'NHWC') !== 'NHWC') return { problem: 'has its channels first' };
  const depthwise = op.includes('epthwise');
  const [, rows = 1, columns = 1] = attributes.numbers('strides');
  const [, rowRate = 1, columnRate = 1] = attributes.numbers('dilations');
  const parts: Part[] = [];
  let padding = paddingOf(node);
  let shape = inputs[0]!.shape;
  if (padding === 'explicit') {
    const [, , top = 0, bottom = 0, left = 0, right = 0] = attributes.numbers('explicit_paddings');
    shape = [shape[0]! + top + bottom, shape[1]! + left + right, shape[2]!];
    parts.push(padded([top, bottom], [left, right], 0, shape));
    padding = 'valid';
  }
  const [fh, fw, inChannels, last] = kernel.tensor.shape as [number, number, number, number];
  if (inChannels !== shape[2]) return { problem: 'is a grouped convolution' };
  const window: Pair = [(fh - 1) * rowRate + 1, (fw - 1) * columnRate + 1];
  const outputShape = [
    ...windowed(shape, window, [rows, columns], padding),
    depthwise ? inChannels * last : last,
  ];
  const fused = attributes.texts('fused_ops');
  const bias = fused.includes('BiasAdd') ? inputs[2]?.constant : null;
  parts.push({
    operation: {
      op: depthwise ? 'depthwise' : 'convolution',
      strides: [rows, columns],
      dilations: [rowRate, columnRate],
      padding,
    },
    weights: { kernel: kernel.tensor, ...(bias && { bias: bias.tensor }) },
    outputShape,
  });
  return withFused(parts, fused, node, inputs);
}

function readProduct({ node, inputs }: GraphContext): readonly Part[] | Problem {
  const { attributes } = node;
  const kernel = inputs[1]?.constant;
  if (!kernel) return { problem: 'multiplies two matrices that are computed' };
  if (attributes.flag('transpose_a') || attributes.flag('transpose_b'))
    return { problem: 'transposes its matrix' };
  const fused = attributes.texts('fused_ops');
  const bias = fused.includes('BiasAdd') ? inputs[2]?.constant : null;
  const product: Part = {
    operation: { op: 'dense' },
    weights: { kernel: kernel.tensor, ...(bias && { bias: bias.tensor }) },
    outputShape: [...inputs[0]!.shape.slice(0, -1), kernel.tensor.shape[1]!],
  };
  return withFused([product], fused, node, inputs);
}

/** The activation that a fused operation ends in. */
function withFused(
  parts: readonly Part[],
  fused: readonly string[],
  node: GraphNode,
  inputs: readonly GraphValue[],
): readonly Part[] | Problem {
  const name = fused.find((one) => one !== 'BiasAdd');
  if (name === undefined) return parts;
  const { outputShape } = parts.at(-1)!;
  if (name === 'Prelu') {
    const alpha = inputs.at(-1)!.constant;
    return alpha
      ? [...parts, { operation: { op: 'prelu' }, weights: { alpha: alpha.tensor }, outputShape }]
      : { problem: 'reads slopes that are computed' };
  }
  const operation = activation(name, node);
  return operation
    ? [...parts, { operation, weights: {}, outputShape }]
    : { problem: `is fused with ${name}` };
}

/** With a constant it is scale·x + offset, else it joins two values. */
function readArithmetic({ node: { op }, inputs }: GraphContext): readonly Part[] | Problem {
  const [a, b] = inputs as [GraphValue, GraphValue];
  const constant = a.constant ?? b.constant;
  if (!constant) {
    const joins = { Add: 'add', AddV2: 'add', Sub: 'subtract', Mul: 'multiply' } as const;
    const join = joins[op as 'Add'];
    if (!join || a.shape.length !== b.shape.length)
      return { problem: `is a ${op} of values that do not fit` };
    const outputShape = a.shape.map((size, axis) => Math.max(size, b.shape[axis]!));
    return [{ operation: { op: join }, weights: {}, outputShape }];
  }
  const value = a.constant ? b : a;
  const numbers = Array.from(constant.numbers);
  const channels = value.shape.at(-1)!;
  const isAlongChannels =
    numbers.length === 1 || (numbers.length === channels && constant.tensor.shape.at(-1) === channels);
  if (!isAlongChannels)
    return { problem: 'works with a constant that is neither a number nor one for each channel' };
  const affine = (scale: readonly number[], offset: readonly number[]) =>
    same({ inputs: [value] }, { op: 'affine', scale, offset });
  switch (op) {
    case 'Mul':
      return affine(numbers, [0]);
    case 'RealDiv':
      return a.constant
        ? { problem: 'divides by what is computed' }
        : affine(
            numbers.map((one) => 1 / one),
            [0],
          );
    case 'Sub':
      return a.constant
        ? affine([-1], numbers)
        : affine(
            [1],
            numbers.map((one) => -one),
          );
    default:
      return affine([1], numbers);
  }
}

/** max(x, c) = c + relu(x − c), min(x, c) = c − relu(c − x). */
function readExtreme({ node: { op }, inputs }: GraphContext): readonly Part[] | Problem {
  const [a, b] = inputs as [GraphValue, GraphValue];
  const constant = a.constant ?? b.constant;
  const value = a.constant ? b : a;
  const isMaximum = op === 'Maximum';
  if (!constant) return same({ inputs }, { op: isMaximum ? 'maximum' : 'minimum' });
  if (constant.numbers.length !== 1) return { problem: 'compares with several constants' };
  const bound = constant.numbers[0]!;
  const relu: Operation = { op: 'relu', limit: Number.POSITIVE_INFINITY };
  if (isMaximum && bound === 0) return same({ inputs: [value] }, relu);
  const sign = isMaximum ? 1 : -1;
  const before: Operation = { op: 'affine', scale: [sign], offset: [-sign * bound] };
  const after: Operation = { op: 'affine', scale: [sign], offset: [bound] };
  return [before, relu, after].flatMap((operation) => same({ inputs: [value] }, operation));
}

function readNormalisation({ node: { attributes }, inputs }: GraphContext): readonly Part[] | Problem {
  const [gamma, beta, mean, variance] = inputs.slice(1, 5).map(({ constant }) => constant?.tensor);
  if (!gamma || !beta || !mean || !variance) return { problem: 'normalises with numbers that are computed' };
  if (attributes.text('data_format', 'NHWC') !== 'NHWC') return { problem: 'has its channels first' };
  const epsilon = attributes.number('epsilon', 1e-4);
  return same({ inputs }, { op: 'normalisation', epsilon }, { gamma, beta, mean, variance });
}

function readPooling({ node, inputs }: GraphContext): readonly Part[] | Problem {
  const [, height = 1, width = 1] = node.attributes.numbers('ksize');
  const [, rows = 1, columns = 1] = node.attributes.numbers('strides');
  const padding = paddingOf(node);
  if (padding === 'explicit') return { problem: 'pools with a border of its own' };
  const [size, strides]: [Pair, Pair] = [
    [height, width],
    [rows, columns],
  ];
  const op = node.op === 'MaxPool' ? 'maximumPooling' : 'averagePooling';
  const { shape } = inputs[0]!;
  const outputShape = [...windowed(shape, size, strides, padding), shape[2]!];
  return [{ operation: { op, size, strides, padding }, weights: {}, outputShape }];
}

function readReduction({ node, inputs }: GraphContext): readonly Part[] | Problem {
  const axes = Array.from(inputs[1]?.constant?.numbers ?? [], (axis) => (axis < 0 ? axis + 4 : axis)).sort();
  const { shape } = inputs[0]!;
  if (String(axes) !== '1,2' || shape.length !== 3)
    return { problem: `is a ${node.op} over other axes than the cells` };
  const keeps = node.attributes.flag('keep_dims');
  const channels = shape[2]!;
  const outputShape = keeps ? [1, 1, channels] : [channels];
  return [
    {
      operation: { op: node.op === 'Mean' ? 'globalAverage' : 'globalMaximum', keeps },
      weights: {},
      outputShape,
    },
  ];
}

function paddingOf({ attributes }: GraphNode): Padding | 'explicit' {
  const padding = attributes.text('padding', 'VALID');
  if (padding === 'EXPLICIT') return 'explicit';
  return padding === 'SAME' ? 'same' : 'valid';
}

function windowed(
  [height, width]: readonly number[],
  size: Pair,
  strides: Pair,
  padding: Padding,
): [number, number] {
  const along = (length: number, axis: 0 | 1) =>
    padding === 'same'
      ? Math.ceil(length / strides[axis])
      : Math.floor((length - size[axis]) / strides[axis]) + 1;
  return [along(height!, 0), along(width!, 1)];
}
