/** Every operation that is understood, with the shape of what it gives. Shapes are with the batch axis, which is 1. */
import { countOf } from '../limits.ts';
import type { Weight } from '../modelSource.ts';
import { damaged, refused, shortened, unknownParts } from '../refuse.ts';
import type { Attribute, GraphNode } from './graphNode.ts';

interface ShapeQuestion {
  readonly file: string;
  readonly node: GraphNode;
  readonly inputs: readonly (readonly number[])[];
  /** The numbers of an input that is a constant. */
  readonly constant: (index: number) => Weight;
}

type ShapeOf = (question: ShapeQuestion) => readonly number[];

function listAttribute({ attributes }: GraphNode, key: string): readonly number[] {
  const value: Attribute | undefined = attributes.get(key);
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number') ? value : [];
}

function textAttribute({ attributes }: GraphNode, key: string): string {
  const value = attributes.get(key);
  return typeof value === 'string' ? value : '';
}

function first({ inputs, node, file }: ShapeQuestion): readonly number[] {
  const [shape] = inputs;
  if (!shape) throw damaged(file, `“${shortened(node.name)}” reads nothing`);
  return shape;
}

function picture(question: ShapeQuestion): readonly [number, number, number, number] {
  const shape = first(question);
  const { node } = question;
  if (textAttribute(node, 'data_format') === 'NCHW') {
    throw refused(`“${shortened(node.name)}” wants its channels first, and only channels last can be read`);
  }
  if (shape.length !== 4)
    throw refused(`“${shortened(node.name)}” reads ${shape.length - 1} axes instead of a picture`);
  return shape as unknown as readonly [number, number, number, number];
}

/** Rows and columns after a window of `kernel` has slid over the picture. */
function slide(question: ShapeQuestion, kernel: readonly [number, number]): [number, number] {
  const [, height, width] = picture(question);
  const { node } = question;
  const strides = listAttribute(node, 'strides');
  const dilations = listAttribute(node, 'dilations');
  const padding = textAttribute(node, 'padding');
  const explicit = listAttribute(node, 'explicit_paddings');
  const sizes = [height, width].map((size, axis) => {
    const stride = strides[axis + 1] ?? 1;
    const dilation = dilations[axis + 1] ?? 1;
    const window = (kernel[axis]! - 1) * dilation + 1;
    if (stride < 1 || dilation < 1)
      throw damaged(question.file, `The step of “${shortened(node.name)}” is not above zero`);
    if (padding === 'SAME') return Math.ceil(size / stride);
    const added = padding === 'EXPLICIT' ? (explicit[2 * axis + 2] ?? 0) + (explicit[2 * axis + 3] ?? 0) : 0;
    return Math.floor((size + added - window) / stride) + 1;
  });
  if (sizes.some((size) => size < 1))
    throw refused(`The picture is too small: nothing of it is left at “${shortened(node.name)}”`);
  return sizes as [number, number];
}

const fusable: ReadonlySet<string> = new Set([
  'BiasAdd',
  'Relu',
  'Relu6',
  'Elu',
  'LeakyRelu',
  'Sigmoid',
  'Prelu',
]);

function checkFused({ node }: ShapeQuestion): void {
  const fused = node.attributes.get('fused_ops');
  const names = Array.isArray(fused) ? fused.map(String) : [];
  const unknown = names.filter((name) => !fusable.has(name));
  if (unknown.length > 0) throw unknownParts(unknown.map((name) => `${node.op} with ${name}`));
}

/** A convolution's kernel and what it is laid over must have the same channels. */
function kernelOf(question: ShapeQuestion): readonly [number, number, number, number] {
  const [, , , channels] = picture(question);
  const kernel = question.inputs[1];
  if (kernel?.length !== 4 || kernel[2] !== channels) {
    const found = kernel?.join(' × ') ?? 'none';
    throw damaged(
      question.file,
      `The kernel of “${shortened(question.node.name)}” (${found}) does not fit ${channels} channels`,
    );
  }
  checkFused(question);
  return kernel as unknown as readonly [number, number, number, number];
}

const convolution: ShapeOf = (question) => {
  const [height, width, , filters] = kernelOf(question);
  return [1, ...slide(question, [height, width]), filters];
};

const depthwise: ShapeOf = (question) => {
  const [height, width, channels, multiplier] = kernelOf(question);
  return [1, ...slide(question, [height, width]), channels * multiplier];
};

const pooling: ShapeOf = (question) => {
  const [, , , channels] = picture(question);
  const [, height = 1, width = 1] = listAttribute(question.node, 'ksize');
  return [1, ...slide(question, [height, width]), channels];
};

const matrixProduct: ShapeOf = (question) => {
  const rows = first(question);
  const matrix = question.inputs[1] ?? [];
  const isTurned = question.node.attributes.get('transpose_b') === true;
  const [inner, outer] = isTurned ? [matrix[1], matrix[0]] : [matrix[0], matrix[1]];
  checkFused(question);
  if (rows.length !== 2 || matrix.length !== 2 || rows[1] !== inner) {
    throw damaged(
      question.file,
      `“${shortened(question.node.name)}” multiplies ${rows.join(' × ')} by ${matrix.join(' × ')}`,
    );
  }
  return [rows[0]!, outer!];
};

/** A side of one, or a missing one at the front, stretches (NumPy's broadcasting). */
const broadcast: ShapeOf = ({ inputs, node, file }) => {
  const rank = Math.max(...inputs.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = inputs.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const size = Math.max(...sizes);
    if (sizes.some((candidate) => candidate !== size && candidate !== 1)) {
      throw damaged(file, `What “${shortened(node.name)}” reads has different sizes`);
    }
    return size;
  });
};

const sameShape: ShapeOf = (question) => first(question);

const reduction: ShapeOf = (question) => {
  const shape = first(question);
  const axes = Array.from(question.constant(1).values, (axis) => (axis < 0 ? axis + shape.length : axis));
  const keeps = question.node.attributes.get('keep_dims') === true;
  return shape.flatMap((size, axis) => (axes.includes(axis) ? (keeps ? [1] : []) : [size]));
};

const pad: ShapeOf = (question) => {
  const shape = first(question);
  const { values } = question.constant(1);
  return shape.map((size, axis) => size + (values[2 * axis] ?? 0) + (values[2 * axis + 1] ?? 0));
};

const reshape: ShapeOf = (question) => {
  const count = countOf(first(question), question.node.name);
  const wanted = Array.from(question.constant(1).values);
  const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const shape = wanted.map((size) => (size === -1 ? count / known : size));
  if (countOf(shape, question.node.name) !== count) {
    throw damaged(
      question.file,
      `“${shortened(question.node.name)}” cannot make ${wanted.join(' × ')} of ${count} numbers`,
    );
  }
  return shape;
};

const squeeze: ShapeOf = (question) => {
  const shape = first(question);
  const given = listAttribute(question.node, 'squeeze_dims');
  const axes = given.map((axis) => (axis < 0 ? axis + shape.length : axis));
  return shape.filter((size, axis) => size !== 1 || (axes.length > 0 ? !axes.includes(axis) : axis === 0));
};

const concat: ShapeOf = (question) => {
  const last = question.inputs.length - 1;
  const parts = question.inputs.slice(0, last);
  const shape = first(question);
  const given = question.constant(last).values[0] ?? 0;
  const axis = given < 0 ? given + shape.length : given;
  const fits = parts.every(
    (part) => part.length === shape.length && part.every((size, at) => at === axis || size === shape[at]),
  );
  if (!fits || axis >= shape.length)
    throw damaged(question.file, `What “${shortened(question.node.name)}” puts together has different sizes`);
  return shape.map((size, at) => (at === axis ? parts.reduce((sum, part) => sum + part[at]!, 0) : size));
};

const window = ['strides', 'padding', 'explicit_paddings', 'data_format', 'dilations'];
const fused = ['fused_ops', 'num_args', 'epsilon', 'leakyrelu_alpha'];

/** Operation, its shape, and the attributes that are kept. */
export const operations: ReadonlyMap<string, readonly [ShapeOf, readonly string[]]> = new Map<
  string,
  readonly [ShapeOf, readonly string[]]
>([
  ['Conv2D', [convolution, window]],
  ['_FusedConv2D', [convolution, [...window, ...fused]]],
  ['DepthwiseConv2dNative', [depthwise, window]],
  ['FusedDepthwiseConv2dNative', [depthwise, [...window, ...fused]]],
  ['MatMul', [matrixProduct, ['transpose_a', 'transpose_b']]],
  ['_FusedMatMul', [matrixProduct, ['transpose_a', 'transpose_b', ...fused]]],
  ['BiasAdd', [broadcast, ['data_format']]],
  ...['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum'].map(
    (op) => [op, [broadcast, []]] as const,
  ),
  ...['Relu', 'Relu6', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', 'Softmax'].map(
    (op) => [op, [sameShape, []]] as const,
  ),
  ['LeakyRelu', [sameShape, ['alpha']]],
  ['Prelu', [sameShape, []]],
  ['FusedBatchNorm', [sameShape, ['epsilon', 'data_format', 'is_training']]],
  ['FusedBatchNormV3', [sameShape, ['epsilon', 'data_format', 'is_training']]],
  ['MaxPool', [pooling, ['ksize', ...window]]],
  ['AvgPool', [pooling, ['ksize', ...window]]],
  ['Mean', [reduction, ['keep_dims']]],
  ['Max', [reduction, ['keep_dims']]],
  ['Pad', [pad, []]],
  ['PadV2', [pad, []]],
  ['Reshape', [reshape, []]],
  ['Squeeze', [squeeze, ['squeeze_dims']]],
  ['ConcatV2', [concat, ['N']]],
]);

/** Operations that pass on what they read. */
export const passing: ReadonlySet<string> = new Set([
  'Identity',
  'IdentityN',
  'StopGradient',
  'Cast',
  'CheckNumerics',
]);
