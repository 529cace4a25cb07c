/** Reads a GraphModel of TensorFlow.js: a frozen graph becomes the layers that it was. */
import type * as tf from '@tensorflow/tfjs';
import { completeNetwork } from './completeNetwork.ts';
import type { GraphConstant, GraphValue } from './graphContext.ts';
import { type GraphNode, readGraphFile } from './graphFile.ts';
import { layerNameOf } from './graphNames.ts';
import { graphParts, isKnownOperation } from './graphParts.ts';
import { modelInvalid } from './modelInvalid.ts';
import type { Network, NetworkNode } from './network.ts';

/** The Keras class that an operation mostly was, by which layers are described. */
const classNames: ReadonlyMap<string, string> = new Map([
  ['Conv2D', 'Conv2D'],
  ['_FusedConv2D', 'Conv2D'],
  ['DepthwiseConv2dNative', 'DepthwiseConv2D'],
  ['FusedDepthwiseConv2dNative', 'DepthwiseConv2D'],
  ['FusedBatchNorm', 'BatchNormalization'],
  ['FusedBatchNormV3', 'BatchNormalization'],
  ['Relu', 'ReLU'],
  ['Relu6', 'ReLU'],
  ['AddV2', 'Add'],
  ['Pad', 'ZeroPadding2D'],
  ['PadV2', 'ZeroPadding2D'],
  ['MaxPool', 'MaxPooling2D'],
  ['AvgPool', 'AveragePooling2D'],
  ['ConcatV2', 'Concatenate'],
]);

/**
 * @param pictureShape [h, w, k] of the pictures, needed where the model leaves their size open
 * @throws Failure `modelInvalid` for several inputs or outputs and for open sizes; all kinds of operations that are not
 * known are named at once
 */
export async function readGraphModel(
  model: tf.GraphModel,
  pictureShape: readonly number[] | null = null,
): Promise<Network> {
  const file = readGraphFile(model);
  if (!file) throw modelInvalid('The graph of this model cannot be seen');
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw modelInvalid('A model with one input and one output is needed', {
      inputs: model.inputs.length,
      outputs: model.outputs.length,
    });
  }
  const order = orderFrom(file, model.outputs[0]!.name.replace(/:\d+$/, ''));
  refuseUnknown(order);
  const constants = await readConstants(model, order);
  return completeNetwork(joinLayers(translate(order, constants, pictureShape)));
}

/** The operations as nodes, one or more each, in the same order. */
function translate(
  order: readonly GraphNode[],
  constants: ReadonlyMap<string, GraphConstant>,
  pictureShape: readonly number[] | null,
): NetworkNode[] {
  const nodes: NetworkNode[] = [];
  const positions = new Map<string, number>();
  for (const node of order) {
    if (constants.has(node.name)) continue;
    if (node.op === 'Placeholder') {
      positions.set(node.name, nodes.length);
      nodes.push(inputNode(node, pictureShape));
      continue;
    }
    const values = node.inputs.map((name): GraphValue => {
      const constant = constants.get(name);
      if (constant) return { shape: constant.tensor.shape, constant };
      return { shape: nodes[positions.get(name)!]!.outputShape, constant: null };
    });
    const inputs = node.inputs.flatMap((name) => positions.get(name) ?? []);
    const parts = graphParts({ node, inputs: values });
    if ('problem' in parts) {
      throw modelInvalid(`The operation ${node.name} ${parts.problem}`, { layer: node.name });
    }
    parts.forEach(({ operation, weights, outputShape }, index) => {
      const isLast = index === parts.length - 1;
      const before = index === 0 ? inputs : [nodes.length - 1];
      nodes.push({
        name: isLast ? node.name : `${node.name}/${index}`,
        className: classNames.get(node.op) ?? node.op,
        operation,
        weights,
        inputs: before,
        inputShape: nodes[before[0]!]!.outputShape,
        outputShape,
        isLayer: isLast,
      });
    });
    positions.set(node.name, nodes.length - 1);
  }
  return nodes;
}

function refuseUnknown(order: readonly GraphNode[]): void {
  const unknown = new Set(order.flatMap(({ op }) => (isKnownOperation(op) ? [] : [op])));
  if (unknown.size === 0) return;
  throw modelInvalid(`The graph has operations that cannot be explained here: ${[...unknown].join(', ')}`);
}

/** What the output depends on, each after what it reads. */
function orderFrom(file: ReadonlyMap<string, GraphNode>, output: string): GraphNode[] {
  const done = new Set<string>();
  const order: GraphNode[] = [];
  const waiting = [output];
  while (waiting.length > 0) {
    const name = waiting.at(-1)!;
    const node = file.get(name);
    if (!node) throw modelInvalid(`The graph reads ${name}, which it does not have`);
    const missing = done.has(name) ? [] : node.inputs.filter((input) => !done.has(input));
    if (missing.length > 0) {
      // Longer than all names together it can only be where an operation reads itself.
      if (waiting.length > file.size * 4) throw modelInvalid('The graph runs in a circle');
      waiting.push(...missing.reverse());
      continue;
    }
    waiting.pop();
    if (done.has(name)) continue;
    done.add(name);
    order.push(node);
  }
  return order;
}

async function readConstants(
  model: tf.GraphModel,
  order: readonly GraphNode[],
): Promise<ReadonlyMap<string, GraphConstant>> {
  const found = new Map<string, GraphConstant>();
  await Promise.all(
    order.map(async ({ op, name }) => {
      if (op !== 'Const') return;
      const [tensor] = model.weights[name] ?? [];
      if (tensor) found.set(name, { tensor, numbers: await tensor.data() });
    }),
  );
  return found;
}

function inputNode({ name, op, attributes }: GraphNode, pictureShape: readonly number[] | null): NetworkNode {
  const [, ...declared] = attributes.shape('shape');
  const shape = declared.map((size, axis) => (size > 0 ? size : (pictureShape?.[axis] ?? -1)));
  const rest = { operation: { op: 'input' }, weights: {}, inputs: [], isLayer: true } as const;
  return { ...rest, name, className: op, inputShape: shape, outputShape: shape };
}

/** Operations of one layer are the layer's parts where the layer alone reads them; names become those of layers. */
function joinLayers(nodes: readonly NetworkNode[]): NetworkNode[] {
  const layerNames = nodes.map(({ name }) => layerNameOf(name.replace(/\/\d+$/, '')));
  const readers = nodes.map((_, position) =>
    nodes.flatMap(({ inputs }, reader) => (inputs.includes(position) ? [reader] : [])),
  );
  const uses = new Map<string, number>();
  return nodes.map((node, position) => {
    const layer = layerNames[position]!;
    const isInside =
      node.inputs.length > 0 &&
      readers[position]!.length > 0 &&
      readers[position]!.every((reader) => layerNames[reader] === layer);
    if (!node.isLayer || isInside) return { ...node, isLayer: false };
    const count = (uses.get(layer) ?? 0) + 1;
    uses.set(layer, count);
    // A convolution with its bias apart is a convolution.
    const { className } = node.className === 'BiasAdd' ? nodes[node.inputs[0]!]! : node;
    return { ...node, className, name: count === 1 ? layer : `${layer}_${count}` };
  });
}
