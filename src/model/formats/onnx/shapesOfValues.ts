/** Operations that change shapes: flattening, reshaping, joining, pooling over everything. */
import { countOf } from '../limits.ts';
import { damaged, refused, shortened, unknownParts } from '../refuse.ts';
import {
  type ConvertNode,
  constantInput,
  type Flowing,
  flowing,
  flowingInput,
  numberAttribute,
  numbersAttribute,
  pictureInput,
  requiredConstant,
  type Step,
} from './conversion.ts';
import { exchangeRows } from './elementwise.ts';

/** A picture as one row. Its numbers stay in their order, place by place, and the next matrix follows them. */
function flattened(step: Step, input: Flowing): Flowing {
  const count = countOf(input.shape, step.name);
  const name = step.graph.add(step.name, 'Reshape', [
    input.name,
    step.graph.integers(`${step.name}/shape`, [1, count]),
  ]);
  if (input.shape.length !== 4 || input.isChannelsLast) return flowing(name, [1, count], input.flattened);
  const [, channels, height, width] = input.shape as [number, number, number, number];
  return flowing(name, [1, count], height * width === 1 ? null : [channels, height, width]);
}

export const flatten: ConvertNode = (step) => {
  if (numberAttribute(step.node, 'axis', 1) !== 1) throw unknownParts(['Flatten over the batch']);
  return flattened(step, flowingInput(step));
};

/** Only what a classifier does: to a row, or a row to a picture of one place. */
function toShape(step: Step, input: Flowing, wanted: readonly number[]): Flowing {
  const count = countOf(input.shape, step.name);
  const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const shape = wanted.map((size) => (size === -1 ? count / known : size));
  if (countOf(shape, step.name) !== count)
    throw damaged(
      step.graph.file,
      `“${shortened(step.name)}” cannot make ${wanted.join(' × ')} of ${count} numbers`,
    );
  if (String(shape) === String(input.shape)) return input;
  if (shape.length === 2 && shape[0] === 1) return flattened(step, input);
  if (shape.length === 4 && shape[0] === 1 && shape[2] === 1 && shape[3] === 1 && !input.flattened) {
    const name = step.graph.add(step.name, 'Reshape', [
      input.name,
      step.graph.integers(`${step.name}/shape`, [1, 1, 1, count]),
    ]);
    return flowing(name, shape);
  }
  throw unknownParts([`${step.node.op} “${step.name}” to ${shape.join(' × ')}`]);
}

export const reshape: ConvertNode = (step) => {
  const input = flowingInput(step);
  const given = constantInput(step, 1)?.values ?? numbersAttribute(step.node, 'shape') ?? [];
  // 0 keeps the size that is there.
  return toShape(
    step,
    input,
    Array.from(given, (size, axis) => (size === 0 ? (input.shape[axis] ?? 0) : size)),
  );
};

export const squeeze: ConvertNode = (step) => {
  const input = flowingInput(step);
  const rank = input.shape.length;
  const given = Array.from(constantInput(step, 1)?.values ?? numbersAttribute(step.node, 'axes') ?? []);
  const axes = given.map((axis) => (axis < 0 ? axis + rank : axis));
  return toShape(
    step,
    input,
    input.shape.filter((size, axis) => (axes.length > 0 ? !axes.includes(axis) : size !== 1 || axis === 0)),
  );
};

export const unsqueeze: ConvertNode = (step) => {
  const input = flowingInput(step);
  const given = Array.from(constantInput(step, 1)?.values ?? numbersAttribute(step.node, 'axes') ?? []);
  const rank = input.shape.length + given.length;
  const axes = given.map((axis) => (axis < 0 ? axis + rank : axis));
  const rest = [...input.shape];
  return toShape(
    step,
    input,
    Array.from({ length: Math.min(rank, 8) }, (_, axis) => (axes.includes(axis) ? 1 : (rest.shift() ?? 1))),
  );
};

/** The first step of networks that read channels last: nothing moves, since channels stand last here anyway. */
export const transpose: ConvertNode = (step) => {
  const input = flowingInput(step);
  const order = String(numbersAttribute(step.node, 'perm') ?? []);
  if (input.isChannelsLast && order === '0,3,1,2') {
    const [batch, height, width, channels] = input.shape as [number, number, number, number];
    return flowing(input.name, [batch, channels, height, width]);
  }
  // Back to channels last before the row of classes.
  if (!input.isChannelsLast && order === '0,2,3,1' && input.shape.length === 4) {
    const [batch, channels, height, width] = input.shape as [number, number, number, number];
    return { ...input, shape: [batch, height, width, channels], isChannelsLast: true };
  }
  throw unknownParts([`Transpose “${step.name}” (channels are exchanged inside the network)`]);
};

export function globalPooling(op: 'Mean' | 'Max'): ConvertNode {
  return (step) => {
    const input = pictureInput(step);
    const axes = step.graph.integers(`${step.name}/axes`, [1, 2]);
    const name = step.graph.add(step.name, op, [input.name, axes], { keep_dims: true });
    return flowing(name, [1, input.shape[1], 1, 1]);
  };
}

/** A mean over height and width, as PyTorch's `x.mean([2, 3])` writes it. */
export const reduceMean: ConvertNode = (step) => {
  const input = flowingInput(step);
  const given = Array.from(constantInput(step, 1)?.values ?? numbersAttribute(step.node, 'axes') ?? []);
  const axes = given.map((axis) => (axis < 0 ? axis + input.shape.length : axis)).sort();
  const wanted = input.isChannelsLast ? '1,2' : '2,3';
  if (input.shape.length !== 4 || String(axes) !== wanted)
    throw unknownParts([`ReduceMean over the axes ${axes.join(', ')}`]);
  const keeps = numberAttribute(step.node, 'keepdims', 1) !== 0;
  const name = step.graph.add(
    step.name,
    'Mean',
    [input.name, step.graph.integers(`${step.name}/axes`, [1, 2])],
    { keep_dims: keeps },
  );
  const channels = input.isChannelsLast ? input.shape[3]! : input.shape[1]!;
  const kept = input.isChannelsLast ? [1, 1, 1, channels] : [1, channels, 1, 1];
  return { ...flowing(name, keeps ? kept : [1, channels]), isChannelsLast: keeps && input.isChannelsLast };
};

export const concat: ConvertNode = (step) => {
  const { graph, name, node } = step;
  const inputs = step.inputs.map((_, index) => flowingInput(step, index));
  const [first] = inputs;
  if (!first) throw damaged(graph.file, `“${shortened(name)}” reads nothing`);
  const rank = first.shape.length;
  const axis = numberAttribute(node, 'axis', 1);
  const channelAxis = first.isChannelsLast ? rank - 1 : 1;
  const fits = inputs.every(
    (input) =>
      input.shape.length === rank && input.isChannelsLast === first.isChannelsLast && !input.flattened,
  );
  if ((axis < 0 ? axis + rank : axis) !== channelAxis || !fits)
    throw unknownParts([`Concat “${name}” not over channels`]);
  const last = graph.integers(`${name}/axis`, [rank - 1]);
  const joined = graph.add(name, 'ConcatV2', [...inputs.map((input) => input.name), last], {
    N: inputs.length,
  });
  const shape = first.shape.map((size, at) =>
    at === channelAxis ? inputs.reduce((sum, input) => sum + input.shape[at]!, 0) : size,
  );
  return { ...first, name: joined, shape };
};

export const pad: ConvertNode = (step) => {
  const input = pictureInput(step);
  const mode = step.node.attributes.get('mode')?.text ?? 'constant';
  const pads = Array.from(constantInput(step, 1)?.values ?? numbersAttribute(step.node, 'pads') ?? []);
  const value = constantInput(step, 2)?.values[0] ?? numberAttribute(step.node, 'value', 0);
  if (
    (mode !== '' && mode !== 'constant') ||
    pads.length !== 8 ||
    value !== 0 ||
    pads.some((size) => size < 0)
  ) {
    throw unknownParts([`Pad “${step.name}” (${mode})`]);
  }
  const shape = input.shape.map((size, axis) => size + pads[axis]! + pads[axis + 4]!);
  const order = [0, 2, 3, 1].flatMap((axis) => [pads[axis]!, pads[axis + 4]!]);
  if (order.every((size) => size === 0)) return input;
  const paddings = step.graph.integers(`${step.name}/paddings`, order);
  step.graph.weights.set(paddings, { ...step.graph.weights.get(paddings)!, shape: [4, 2] });
  return flowing(step.graph.add(step.name, 'Pad', [input.name, paddings]), shape);
};

/** Gemm and MatMul with a constant matrix: a dense layer. */
export const matrixProduct: ConvertNode = (step) => {
  const { graph, name, node } = step;
  const input = flowingInput(step);
  const { shape, values } = requiredConstant(step, 1);
  const isTurned = numberAttribute(node, 'transB', 0) !== 0;
  const [inner = 0, outer = 0] = isTurned ? shape.toReversed() : shape;
  if (
    shape.length !== 2 ||
    input.shape.length !== 2 ||
    input.shape[1] !== inner ||
    numberAttribute(node, 'transA', 0) !== 0
  ) {
    throw refused(
      `“${shortened(name)}” multiplies ${input.shape.join(' × ')} by ${shape.join(' × ')}, which is no layer of a classifier`,
    );
  }
  const alpha = numberAttribute(node, 'alpha', 1);
  const rows = new Float32Array(values.length);
  for (let i = 0; i < inner; i++)
    for (let o = 0; o < outer; o++)
      rows[i * outer + o] = alpha * (isTurned ? values[o * inner + i]! : values[i * outer + o]!);
  const ordered = input.flattened ? exchangeRows(rows, outer, input.flattened) : rows;
  const bias = constantInput(step, 2);
  const kernel = graph.weight(`${name}/kernel`, [inner, outer], ordered);
  let output = graph.add(bias ? `${name}/product` : name, 'MatMul', [input.name, kernel], {
    transpose_a: false,
    transpose_b: false,
  });
  if (bias) {
    const beta = numberAttribute(node, 'beta', 1);
    const spread = Array.from(
      { length: outer },
      (_, index) => beta * bias.values[bias.values.length === 1 ? 0 : index]!,
    );
    output = graph.add(name, 'BiasAdd', [output, graph.weight(`${name}/bias`, [outer], spread)]);
  }
  return flowing(output, [1, outer]);
};

export const softmax: ConvertNode = (step) => {
  const { graph, node, name } = step;
  const input = flowingInput(step);
  const rank = input.shape.length;
  const given = numberAttribute(node, 'axis', graph.opset < 13 ? 1 : -1);
  const axis = given < 0 ? given + rank : given;
  const isRow = rank === 2 && axis === 1 && !input.flattened;
  const isPlace = rank === 4 && axis === 1 && input.shape[2] === 1 && input.shape[3] === 1;
  if (!isRow && !isPlace)
    throw refused(
      `“${shortened(name)}” gives classes for every place of the picture (segmentation); one answer for the whole picture is needed`,
    );
  return { ...input, name: graph.add(name, 'Softmax', [input.name]) };
};
