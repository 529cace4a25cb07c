/** An ONNX graph on its way to TensorFlow's vocabulary, where channels stand last. */
import type { Attribute, GraphNode } from '../graph/graphNode.ts';
import { MAX_PARAMETERS } from '../limits.ts';
import type { Weight } from '../modelSource.ts';
import { damaged, refused, shortened, tooLarge, unknownParts } from '../refuse.ts';
import type { OnnxNode, OnnxTensor } from './onnxFile.ts';

/** What an operation reads or gives. Shapes are ONNX's: batch, channels, height, width for a picture. */
export interface Flowing {
  readonly kind: 'flowing';
  /** Name in the new graph. */
  readonly name: string;
  readonly shape: readonly number[];
  /**
   * A picture that was flattened has its numbers by place and then by channel here, by channel and then by place in
   * ONNX; the next matrix has its rows exchanged. Null where both are the same.
   */
  readonly flattened: readonly [channels: number, height: number, width: number] | null;
  /** Whether the numbers stand as ONNX has them, which only an input of channels last does. */
  readonly isChannelsLast: boolean;
}

export interface Constant {
  readonly kind: 'constant';
  readonly tensor: OnnxTensor;
}

export type Value = Flowing | Constant;

export class OnnxConversion {
  readonly file: string;
  readonly opset: number;
  readonly nodes: GraphNode[] = [];
  readonly weights = new Map<string, Weight>();
  readonly #names = new Set<string>();
  #made = 0;

  constructor(file: string, opset: number) {
    this.file = file;
    this.opset = opset;
  }

  /** Makes room for constants that the file does not hold but asks for. @throws Failure `modelTooLarge` */
  reserve(count: number): void {
    this.#made += count;
    if (this.#made > MAX_PARAMETERS / 4)
      throw tooLarge('The network makes more constants than can be held here');
  }

  /** A name that is new in the graph; signs that TensorFlow reads as more than a name are replaced. */
  uniqueName(wanted: string): string {
    const plain = wanted.replace(/[^\w./-]+/gu, '_').replace(/^\/+/u, '') || 'node';
    let name = plain;
    for (let index = 2; this.#names.has(name); index++) name = `${plain}_${index}`;
    this.#names.add(name);
    return name;
  }

  /** Adds a constant. @param shape in TensorFlow's order @returns its name */
  weight(wanted: string, shape: readonly number[], values: Float32Array | readonly number[]): string {
    const name = this.uniqueName(wanted);
    this.weights.set(name, { shape, dtype: 'float32', values: new Float32Array(values) });
    return name;
  }

  integers(wanted: string, values: readonly number[]): string {
    const name = this.uniqueName(wanted);
    this.weights.set(name, { shape: [values.length], dtype: 'int32', values: Int32Array.from(values) });
    return name;
  }

  /** Adds an operation. @returns its name */
  add(
    wanted: string,
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const name = this.uniqueName(wanted);
    this.nodes.push({ name, op, inputs, attributes: new Map(Object.entries(attributes)) });
    return name;
  }
}

/** One operation with what it reads. */
export interface Step {
  readonly graph: OnnxConversion;
  readonly node: OnnxNode;
  /** For the names of what it becomes. */
  readonly name: string;
  readonly inputs: readonly (Value | null)[];
}

export type ConvertNode = (step: Step) => Value;

export function flowing(
  name: string,
  shape: readonly number[],
  flattened: Flowing['flattened'] = null,
): Flowing {
  return { kind: 'flowing', name, shape, flattened, isChannelsLast: false };
}

/** Input `index` as something that is computed. @throws Failure where it is missing or constant */
export function flowingInput({ inputs, node, name, graph }: Step, index = 0): Flowing {
  const value = inputs[index];
  if (!value) throw damaged(graph.file, `“${shortened(name)}” reads nothing`);
  if (value.kind === 'constant')
    throw refused(`“${shortened(name)}” (${node.op}) reads a constant where a picture is expected`);
  return value;
}

/** Input `index` as a picture. */
export function pictureInput(
  step: Step,
  index = 0,
): Flowing & { readonly shape: readonly [number, number, number, number] } {
  const value = flowingInput(step, index);
  if (value.shape.length !== 4 || value.isChannelsLast) {
    throw refused(
      `“${shortened(step.name)}” (${step.node.op}) does not read a picture of channels, height and width`,
    );
  }
  return value as Flowing & { readonly shape: readonly [number, number, number, number] };
}

/** Input `index` as a constant, or null where it is left out. @throws Failure where it is computed */
export function constantInput({ inputs, node, name }: Step, index: number): OnnxTensor | null {
  const value = inputs[index] ?? null;
  if (value === null) return null;
  if (value.kind !== 'constant') {
    throw unknownParts([`${node.op} “${name}” with computed weights`]);
  }
  return value.tensor;
}

export function requiredConstant(step: Step, index: number): OnnxTensor {
  const tensor = constantInput(step, index);
  if (!tensor) throw damaged(step.graph.file, `“${shortened(step.name)}” lacks its weights`);
  return tensor;
}

export function numbersAttribute({ attributes }: OnnxNode, key: string): readonly number[] | null {
  const value = attributes.get(key);
  return value && value.numbers.length > 0 ? value.numbers : null;
}

export function numberAttribute({ attributes }: OnnxNode, key: string, otherwise: number): number {
  const value = attributes.get(key);
  return value === undefined ? otherwise : value.number;
}
