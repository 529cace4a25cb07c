/** Operations that keep the shape, and sums and products of two values. */
import { damaged, refused, shortened, unknownParts } from '../refuse.ts';
import {
  type ConvertNode,
  constantInput,
  type Flowing,
  flowing,
  flowingInput,
  numberAttribute,
  type OnnxConversion,
  requiredConstant,
  type Step,
} from './conversion.ts';
import type { OnnxTensor } from './onnxFile.ts';

export function activation(op: string): ConvertNode {
  return (step) => {
    const input = flowingInput(step);
    return { ...input, name: step.graph.add(step.name, op, [input.name]) };
  };
}

/** Dropout, Identity and Cast: what they read passes through. */
export const passing: ConvertNode = ({ inputs, graph, name }) => {
  const [value] = inputs;
  if (!value) throw damaged(graph.file, `“${shortened(name)}” reads nothing`);
  return value;
};

export const leakyRelu: ConvertNode = (step) => {
  const input = flowingInput(step);
  const alpha = numberAttribute(step.node, 'alpha', 0.01);
  return { ...input, name: step.graph.add(step.name, 'LeakyRelu', [input.name], { alpha }) };
};

export const prelu: ConvertNode = (step) => {
  const input = flowingInput(step);
  const slope = constantOf(step, requiredConstant(step, 1), input, 'slope');
  return { ...input, name: step.graph.add(step.name, 'Prelu', [input.name, slope]) };
};

export const clip: ConvertNode = (step) => {
  const input = flowingInput(step);
  const bound = (index: number, key: string): number | null =>
    constantInput(step, index)?.values[0] ?? step.node.attributes.get(key)?.number ?? null;
  const [low, high] = [bound(1, 'min'), bound(2, 'max')];
  if (low === 0 && high === 6) return activation('Relu6')(step);
  if (low === 0 && (high === null || high > 3e38)) return activation('Relu')(step);
  let name = input.name;
  const limit = (op: string, value: number | null, part: string): void => {
    if (value === null || Math.abs(value) > 3e38) return;
    name = step.graph.add(`${step.name}/${part}`, op, [
      name,
      step.graph.weight(`${step.name}/${part}_of`, [], [value]),
    ]);
  };
  limit('Maximum', low, 'low');
  limit('Minimum', high, 'high');
  return { ...input, name };
};

/** max(0, min(1, αx + β)), written as relu6(6αx + 6β) / 6; hard swish is x times that with 1/6 and 1/2. */
export function hardSigmoid(isSwish: boolean): ConvertNode {
  return (step) => {
    const { graph, name, node } = step;
    const input = flowingInput(step);
    const alpha = isSwish ? 1 / 6 : numberAttribute(node, 'alpha', 0.2);
    const beta = isSwish ? 0.5 : numberAttribute(node, 'beta', 0.5);
    const scaled = graph.add(`${name}/scaled`, 'Mul', [
      input.name,
      graph.weight(`${name}/alpha`, [], [6 * alpha]),
    ]);
    const shifted = graph.add(`${name}/shifted`, 'AddV2', [
      scaled,
      graph.weight(`${name}/beta`, [], [6 * beta]),
    ]);
    const cut = graph.add(`${name}/relu6`, 'Relu6', [shifted]);
    const gate = graph.add(isSwish ? `${name}/gate` : name, 'Mul', [
      cut,
      graph.weight(`${name}/sixth`, [], [1 / 6]),
    ]);
    return { ...input, name: isSwish ? graph.add(name, 'Mul', [input.name, gate]) : gate };
  };
}

/** A sum, product, … of two values, one of which may be constant. */
export function binary(op: string): ConvertNode {
  return (step) => {
    const { inputs, graph, name, node } = step;
    const [left, right] = inputs;
    if (!left || !right || inputs.length !== 2)
      throw damaged(graph.file, `“${shortened(name)}” does not read two values`);
    const first = left.kind === 'flowing' ? left : right.kind === 'flowing' ? right : null;
    if (!first) throw refused(`“${shortened(name)}” computes with constants only`);
    if (left.kind === 'constant') return withConstant(step, op, first, left.tensor, true);
    if (right.kind === 'constant') return withConstant(step, op, first, right.tensor, false);
    if (
      left.shape.length !== right.shape.length ||
      left.isChannelsLast !== right.isChannelsLast ||
      String(left.flattened) !== String(right.flattened)
    ) {
      throw unknownParts([`${node.op} “${name}” of different shapes`]);
    }
    const shape = left.shape.map((size, axis) => Math.max(size, right.shape[axis]!));
    return { ...first, name: graph.add(name, op, [left.name, right.name]), shape };
  };
}

function withConstant(step: Step, op: string, input: Flowing, tensor: OnnxTensor, isFirst: boolean): Flowing {
  const constant = constantOf(step, tensor, input, 'constant');
  const inputs = isFirst ? [constant, input.name] : [input.name, constant];
  return { ...input, name: step.graph.add(step.name, op, inputs) };
}

/** A constant beside a value, with its axes where that value has them. @returns its name in the graph */
function constantOf(
  { graph, name, node }: Step,
  { shape, values }: OnnxTensor,
  beside: Flowing,
  part: string,
): string {
  const wanted = `${name}/${part}`;
  if (values.length === 1) return graph.weight(wanted, [], values);
  const rank = beside.shape.length;
  const padded = [...Array.from({ length: Math.max(0, rank - shape.length) }, () => 1), ...shape];
  if (padded.length !== rank || padded.some((size, axis) => size !== 1 && size !== beside.shape[axis])) {
    throw unknownParts([`${node.op} “${name}” with a constant of ${shape.join(' × ')}`]);
  }
  if (beside.flattened) return graph.weight(wanted, padded, exchangeRows(values, 1, beside.flattened));
  if (rank !== 4 || beside.isChannelsLast) return graph.weight(wanted, padded, values);
  const [, channels, height, width] = padded as [number, number, number, number];
  const turned = new Float32Array(values.length);
  for (let c = 0; c < channels; c++)
    for (let place = 0; place < height * width; place++)
      turned[place * channels + c] = values[c * height * width + place]!;
  return graph.weight(wanted, height * width === 1 ? [channels] : [1, height, width, channels], turned);
}

/**
 * Rows of a matrix that are numbered by channel, then place, put in the order place, then channel.
 * @param columns numbers in a row
 */
export function exchangeRows(
  values: ArrayLike<number>,
  columns: number,
  [channels, height, width]: readonly [number, number, number],
): Float32Array {
  const turned = new Float32Array(values.length);
  const places = height * width;
  for (let c = 0; c < channels; c++)
    for (let place = 0; place < places; place++)
      for (let column = 0; column < columns; column++)
        turned[(place * channels + c) * columns + column] = values[(c * places + place) * columns + column]!;
  return turned;
}

export const batchNormalisation: ConvertNode = (step) => {
  const { graph, name, node } = step;
  const input = flowingInput(step);
  const parts = ['gamma', 'beta', 'mean', 'variance'].map(
    (part, index) => [part, requiredConstant(step, index + 1)] as const,
  );
  const channels = input.shape[1] ?? 0;
  if (parts.some(([, { values }]) => values.length !== channels)) {
    throw damaged(graph.file, `The numbers of “${shortened(name)}” do not fit ${channels} channels`);
  }
  const epsilon = numberAttribute(node, 'epsilon', 1e-5);
  if (input.shape.length === 4 && !input.isChannelsLast) {
    const weights = parts.map(([part, { values }]) => graph.weight(`${name}/${part}`, [channels], values));
    const attributes = { epsilon, is_training: false, data_format: 'NHWC' };
    return { ...input, name: graph.add(name, 'FusedBatchNormV3', [input.name, ...weights], attributes) };
  }
  if (input.shape.length !== 2) throw unknownParts([`${node.op} over ${input.shape.length} axes`]);
  return normaliseVector(
    graph,
    name,
    input,
    parts.map(([, { values }]) => values),
    epsilon,
  );
};

function normaliseVector(
  graph: OnnxConversion,
  name: string,
  input: Flowing,
  [gamma, beta, mean, variance]: readonly ArrayLike<number>[],
  epsilon: number,
): Flowing {
  const scale = Array.from(gamma!, (value, index) => value / Math.sqrt(variance![index]! + epsilon));
  const offset = scale.map((value, index) => beta![index]! - mean![index]! * value);
  const order = (values: readonly number[]) =>
    input.flattened ? Array.from(exchangeRows(values, 1, input.flattened)) : values;
  const scaled = graph.add(`${name}/scaled`, 'Mul', [
    input.name,
    graph.weight(`${name}/scale`, [scale.length], order(scale)),
  ]);
  const sum = graph.add(name, 'AddV2', [
    scaled,
    graph.weight(`${name}/offset`, [offset.length], order(offset)),
  ]);
  return { ...flowing(sum, input.shape, input.flattened) };
}
