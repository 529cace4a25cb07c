/** From a list of operations to a GraphModel that TensorFlow.js computes, checked from the input to the output. */
import { checkActivations, checkInput, countOf, MAX_NODES, MAX_PARAMETERS } from '../limits.ts';
import type { JsonObject, JsonValue, OutlineNode, Weight } from '../modelSource.ts';
import type { BuiltNetwork } from '../reader.ts';
import { damaged, refused, shortened, tooLarge, unknownParts } from '../refuse.ts';
import { areFinite } from '../weights/floats.ts';
import type { Attribute, GraphNode, RawGraph } from './graphNode.ts';
import { operations, passing } from './shapes.ts';

interface GraphOptions {
  readonly file: string;
  readonly assumedSide: number;
  readonly output: string | undefined;
}

/**
 * Keeps what the wanted output depends on, in topological order; operations that only pass on are left out.
 *
 * @throws Failure `modelPartsUnknown` with all unknown operations at once, `modelKindRefused`, `modelFileDamaged`, `modelTooLarge`
 */
export function buildGraph(graph: RawGraph, { file, assumedSide, output }: GraphOptions): BuiltNetwork {
  if (graph.nodes.length > MAX_NODES * 4) throw tooLarge(`The network has over ${MAX_NODES * 4} operations`);
  const wanted = output ?? graph.outputs[0];
  if (wanted === undefined || !graph.outputs.includes(wanted)) throw refused('The model has no such output');
  const nodes = nodesBehind(graph, wanted, file);
  const unknown = nodes.filter(({ op }) => !operations.has(op));
  if (unknown.length > 0) throw unknownParts(unknown.map(({ op }) => op));
  if (nodes.length === 0) throw refused('The model’s output does not depend on its input');
  const { shape: input, openSize } = inputOf(graph, assumedSide);
  const shapes = inferShapes(graph, nodes, input, file);
  checkActivations(
    nodes.map(({ name }) => shapes.get(name)!),
    'the network',
  );
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const weights = new Map([...graph.weights].filter(([name]) => used.has(name)));
  checkWeights(weights, file);
  return {
    topology: { kind: 'graph', json: topologyOf(graph.input.name, input, nodes, weights) },
    weights,
    outline: outlineOf(graph.input.name, input, nodes, shapes),
    openSize,
    outputs: graph.outputs,
  };
}

function nodesBehind(graph: RawGraph, output: string, file: string): GraphNode[] {
  const byName = new Map(graph.nodes.map((node) => [node.name, node]));
  const isSource = (name: string) => name === graph.input.name || graph.weights.has(name);
  /** Follows operations that pass on, a bounded number of times: a file may make a circle of them. */
  const resolve = (name: string): string => {
    let current = name;
    for (let steps = 0; steps < 1000; steps++) {
      const node = byName.get(current);
      if (!node || !passing.has(node.op)) return current;
      current = node.inputs[0] ?? '';
    }
    throw damaged(file, 'Its operations read each other in a circle');
  };
  const ordered: GraphNode[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const stack = [resolve(output)];
  while (stack.length > 0) {
    const name = stack.at(-1)!;
    const node = byName.get(name);
    if (state.get(name) === 'done' || isSource(name)) {
      stack.pop();
      continue;
    }
    if (!node) throw damaged(file, `“${shortened(name)}” is read and is not there`);
    const inputs = node.inputs.map(resolve);
    const waiting = inputs.filter((input) => state.get(input) !== 'done' && !isSource(input));
    if (waiting.length === 0) {
      state.set(name, 'done');
      ordered.push({ ...node, inputs });
      stack.pop();
    } else if (state.get(name) === 'open') throw damaged(file, 'Its operations read each other in a circle');
    else {
      state.set(name, 'open');
      stack.push(...waiting.filter((input) => state.get(input) === undefined));
      if (waiting.some((input) => state.get(input) === 'open'))
        throw damaged(file, 'Its operations read each other in a circle');
    }
  }
  return ordered;
}

function inputOf({ input }: RawGraph, assumedSide: number) {
  const sizes = input.shape.slice(1);
  const openSize = sizes.length === 3 && (sizes[0]! < 0 || sizes[1]! < 0);
  const shape = sizes.map((size, axis) => (sizes.length === 3 && axis < 2 && size < 0 ? assumedSide : size));
  checkInput(shape);
  return { shape: [1, ...shape], openSize };
}

function inferShapes(
  graph: RawGraph,
  nodes: readonly GraphNode[],
  input: readonly number[],
  file: string,
): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>([[graph.input.name, input]]);
  for (const [name, { shape }] of graph.weights) shapes.set(name, shape);
  for (const node of nodes) {
    const shape = operations.get(node.op)![0]({
      file,
      node,
      inputs: node.inputs.map((name) => shapes.get(name)!),
      constant: (index) => {
        const weight = graph.weights.get(node.inputs[index] ?? '');
        if (!weight)
          throw refused(`“${shortened(node.name)}” computes sizes while it runs, which cannot be followed`);
        return weight;
      },
    });
    if (countOf(shape, node.name) === 0)
      throw refused(`Nothing of the picture is left at “${shortened(node.name)}”`);
    shapes.set(node.name, shape);
  }
  return shapes;
}

function checkWeights(weights: ReadonlyMap<string, Weight>, file: string): void {
  let parameters = 0;
  for (const [name, { values }] of weights) {
    parameters += values.length;
    if (parameters > MAX_PARAMETERS)
      throw tooLarge('The network has more weights than can be explained here');
    if (!areFinite(values))
      throw damaged(file, `The weights “${shortened(name)}” hold values that are not numbers`);
  }
}

/** `modelTopology` of a GraphModel, written anew from what was understood. */
function topologyOf(
  input: string,
  shape: readonly number[],
  nodes: readonly GraphNode[],
  weights: ReadonlyMap<string, Weight>,
): JsonObject {
  const dims = shape.map((size, axis) => ({ size: axis === 0 ? '-1' : String(size) }));
  const float = { type: 'DT_FLOAT' };
  const placeholder = {
    name: input,
    op: 'Placeholder',
    attr: { dtype: float, shape: { shape: { dim: dims } } },
  };
  const constants = [...weights].map(([name, { dtype }]) => ({
    name,
    op: 'Const',
    attr: { dtype: dtype === 'int32' ? { type: 'DT_INT32' } : float },
  }));
  const computed = nodes.map(({ name, op, inputs, attributes }) => {
    const kept = operations.get(op)![1];
    const attr = Object.fromEntries(
      [...attributes].filter(([key]) => kept.includes(key)).map(([key, value]) => [key, encode(key, value)]),
    );
    return { name, op, input: inputs, attr: { ...attr, T: float } };
  });
  return { node: [placeholder, ...constants, ...computed], versions: {} };
}

const floatKeys: ReadonlySet<string> = new Set(['epsilon', 'alpha', 'leakyrelu_alpha']);

function encode(key: string, value: Attribute): JsonValue {
  const codes = (text: string) => Array.from(text, (char) => char.charCodeAt(0) & 0x7f);
  if (typeof value === 'boolean') return { b: value };
  if (typeof value === 'number') return floatKeys.has(key) ? { f: value } : { i: String(value) };
  if (typeof value === 'string') return { s: codes(value) };
  if (value.length > 0 && typeof value[0] === 'string')
    return { list: { s: (value as readonly string[]).map(codes) } };
  return { list: { i: (value as readonly number[]).map(String) } };
}

function outlineOf(
  input: string,
  shape: readonly number[],
  nodes: readonly GraphNode[],
  shapes: ReadonlyMap<string, readonly number[]>,
): OutlineNode[] {
  const positions = new Map([[input, 0], ...nodes.map(({ name }, index) => [name, index + 1] as const)]);
  const first = {
    name: input,
    kind: 'Placeholder',
    writtenAs: 'Placeholder',
    settings: {},
    inputs: [],
    weights: [],
    shape: shape.slice(1),
  };
  const rest = nodes.map(({ name, op, inputs, attributes }) => ({
    name,
    kind: op,
    writtenAs: op,
    settings: Object.fromEntries(attributes),
    inputs: inputs.flatMap((from) => positions.get(from) ?? []),
    weights: inputs.filter((from) => !positions.has(from)),
    shape: shapes.get(name)!.slice(1),
  }));
  return [first, ...rest];
}
