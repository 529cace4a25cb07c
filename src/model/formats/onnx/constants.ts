/** Sizes that a network computes for itself: known beforehand, since the picture's size is. */
import { countOf } from '../limits.ts';
import { damaged, shortened, unknownParts } from '../refuse.ts';
import { numberAttribute, numbersAttribute, type Step, type Value } from './conversion.ts';
import type { OnnxTensor } from './onnxFile.ts';

/**
 * The value of an operation on constants (PyTorch writes `x.view(x.size(0), -1)` as Shape, Gather, Unsqueeze,
 * Concat, Reshape), or null where the operation is no such one.
 */
export function foldConstant(step: Step): Value | null {
  const { node, inputs } = step;
  if (node.op === 'Constant') return constantNode(step);
  const [first] = inputs;
  if (node.op === 'Shape' && first) {
    const shape = first.kind === 'flowing' ? first.shape : first.tensor.shape;
    return constant([shape.length], shape);
  }
  if (inputs.length === 0 || !inputs.every((input) => input === null || input.kind === 'constant'))
    return null;
  const tensors = inputs.map((input) => (input?.kind === 'constant' ? input.tensor : null));
  const folded = fold(step, tensors);
  if (folded === null) throw unknownParts([`${node.op} “${step.name}” on constants`]);
  return { kind: 'constant', tensor: folded };
}

function constant(shape: readonly number[], values: readonly number[]): Value {
  return { kind: 'constant', tensor: { shape, values } };
}

function constantNode({ node, graph, name }: Step): Value {
  const { attributes } = node;
  const tensor = attributes.get('value')?.tensor;
  if (tensor) return { kind: 'constant', tensor };
  const list = numbersAttribute(node, 'value_ints') ?? numbersAttribute(node, 'value_floats');
  if (list) return constant([list.length], list);
  const number = attributes.get('value_int') ?? attributes.get('value_float');
  if (number) return constant([], [number.number]);
  throw damaged(graph.file, `The constant “${shortened(name)}” holds nothing`);
}

function fold(step: Step, tensors: readonly (OnnxTensor | null)[]): OnnxTensor | null {
  const { node } = step;
  const [first, second] = tensors;
  if (!first) return null;
  const { shape, values } = first;
  switch (node.op) {
    case 'Identity':
    case 'Cast':
      return first;
    case 'Unsqueeze':
    case 'Squeeze':
      return values.length === 1 || shape.length <= 1
        ? { shape: node.op === 'Squeeze' && values.length === 1 ? [] : [values.length], values }
        : null;
    case 'Gather': {
      const picked = Array.from(
        second?.values ?? [],
        (index) => values[index < 0 ? index + values.length : index],
      );
      if (shape.length !== 1 || picked.some((value) => value === undefined)) return null;
      return { shape: second!.shape, values: picked as number[] };
    }
    case 'Concat': {
      const all = tensors.flatMap((tensor) => Array.from(tensor?.values ?? []));
      return { shape: [all.length], values: all };
    }
    case 'Slice': {
      const [start = 0, end = 0] = [tensors[1]?.values[0], tensors[2]?.values[0]];
      const part =
        shape.length === 1 ? Array.from(values).slice(start, end > 2 ** 31 ? undefined : end) : null;
      return part && { shape: [part.length], values: part };
    }
    case 'Add':
    case 'Mul':
    case 'Div': {
      const other = second?.values[0];
      if (other === undefined || second!.values.length !== 1 || values.length !== 1) return null;
      const result =
        node.op === 'Add'
          ? values[0]! + other
          : node.op === 'Mul'
            ? values[0]! * other
            : Math.trunc(values[0]! / other);
      return { shape, values: [result] };
    }
    case 'Transpose':
      return transposed(first, numbersAttribute(node, 'perm') ?? [1, 0]);
    case 'Reshape': {
      const wanted = Array.from(second?.values ?? []);
      const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1);
      const sizes = wanted.map((size) => (size === -1 ? values.length / known : size));
      return sizes.reduce((product, size) => product * size, 1) === values.length
        ? { shape: sizes, values }
        : null;
    }
    case 'ConstantOfShape': {
      const count = countOf(Array.from(values), step.name);
      step.graph.reserve(count);
      const value = node.attributes.get('value')?.tensor?.values[0] ?? numberAttribute(node, 'value', 0);
      return { shape: Array.from(values), values: new Float32Array(count).fill(value) };
    }
    default:
      return null;
  }
}

/** A matrix turned over. */
function transposed({ shape, values }: OnnxTensor, order: readonly number[]): OnnxTensor | null {
  const [rows, columns] = shape;
  if (shape.length !== 2 || String(order) !== '1,0' || rows === undefined || columns === undefined)
    return null;
  const turned = Float32Array.from(
    { length: values.length },
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!,
  );
  return { shape: [columns, rows], values: turned };
}
