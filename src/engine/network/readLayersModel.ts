/** Reads a LayersModel of TensorFlow.js, models inside it opened. */
import type * as tf from '@tensorflow/tfjs';
import { completeNetwork } from './completeNetwork.ts';
import { layerParts } from './layerParts.ts';
import { modelInvalid } from './modelInvalid.ts';
import type { Network, NetworkNode } from './network.ts';

/** A model inside a model, as a layer of it. */
type Container = tf.LayersModel;

interface Reading {
  /** Their names have those of all models around them in front. */
  readonly nodes: NetworkNode[];
  /** The nodes' names without. */
  readonly ownNames: string[];
  /** What can not be read, all of it: a sentence without its full stop each. */
  readonly problems: string[];
  /** Of the picture, [h, w, k], where the model leaves it open. */
  readonly pictureShape: readonly number[] | null;
}

/** Deeper nesting is no network that anybody trains. */
const deepestNesting = 8;

/**
 * Reads the graph of a model with one input and one output.
 *
 * @param pictureShape [h, w, k] of the pictures, needed where the model leaves their size open
 * @throws Failure `modelInvalid` for several inputs or outputs, for layers that are used twice and for open sizes; all
 * layers that cannot be read are named at once
 */
export function readNetwork(model: tf.LayersModel, pictureShape: readonly number[] | null = null): Network {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw modelInvalid('A model with one input and one output is needed', {
      inputs: model.inputs.length,
      outputs: model.outputs.length,
    });
  }
  const inputShape = model.inputs[0]!.shape.slice(1);
  if (inputShape.length !== 3) {
    throw modelInvalid(`A model that reads pictures is needed, this one reads [${inputShape.join(', ')}]`);
  }
  const reading: Reading = { nodes: [], ownNames: [], problems: [], pictureShape };
  const output = readContainer(model, '', null, reading, 0);
  if (reading.problems.length > 0) throw modelInvalid(reading.problems.join('; '));
  return completeNetwork(nameNodes(reading).slice(0, output + 1));
}

/**
 * A layer has its own name where no other has it: the names of models inside models are mostly numbers that TensorFlow.js
 * gave them, others each time.
 */
function nameNodes({ nodes, ownNames }: Reading): NetworkNode[] {
  const counts = new Map<string, number>();
  for (const name of ownNames) counts.set(name, (counts.get(name) ?? 0) + 1);
  return nodes.map((node, position) => {
    const own = ownNames[position]!;
    return counts.get(own) === 1 ? { ...node, name: own } : node;
  });
}

/**
 * Appends a model's layers to the nodes.
 * @param input position of what the model reads; null for the network itself
 * @returns position of its output
 */
function readContainer(
  model: Container,
  prefix: string,
  input: number | null,
  reading: Reading,
  depth: number,
): number {
  if (depth > deepestNesting)
    throw modelInvalid(`Models lie more than ${deepestNesting} deep in one another`);
  const { nodes, problems } = reading;
  const positions = new Map<tf.layers.Layer, number>();
  for (const { layer, uses } of graphOf(model)) {
    const name = prefix + layer.name;
    if (layer.getClassName() === 'InputLayer') {
      positions.set(layer, input ?? addInput(layer, name, reading));
      continue;
    }
    if (uses.length !== 1) problems.push(`The layer ${name} is used more than once`);
    const inputs = (uses[0] ?? []).map((inbound) => positions.get(inbound) ?? -1);
    if (inputs.length === 0 || inputs.includes(-1)) {
      throw modelInvalid(`The layer ${name} reads what comes after it`, { layer: name });
    }
    if (isContainer(layer)) {
      positions.set(layer, readContainer(layer, `${name}/`, inputs[0]!, reading, depth + 1));
      continue;
    }
    addLayer(layer, name, inputs, reading);
    positions.set(layer, nodes.length - 1);
  }
  // A Sequential's last may be a model, whose own last layer the model's output comes from.
  const last = isSequential(model) ? model.layers.at(-1)! : model.outputs[0]!.sourceLayer;
  return positions.get(last)!;
}

interface PlacedLayer {
  readonly layer: tf.layers.Layer;
  /** What the layer reads, once for each use. */
  readonly uses: readonly (readonly tf.layers.Layer[])[];
}

/** A model's layers in topological order, with the input layer, which a Sequential does not list. */
function graphOf(model: Container): PlacedLayer[] {
  const { layers } = model;
  if (!isSequential(model)) return layers.map((layer) => ({ layer, uses: usesOf(layer, layers) }));
  const start = model.inputs[0]!.sourceLayer;
  const chain = layers[0] === start ? layers : [start, ...layers];
  return [...new Set(chain)].map((layer) => ({
    layer,
    uses: chain.flatMap((other, place) => (other === layer && place > 0 ? [[chain[place - 1]!]] : [])),
  }));
}

function usesOf(layer: tf.layers.Layer, known: readonly tf.layers.Layer[]): (readonly tf.layers.Layer[])[] {
  const uses = layer.inboundNodes.map(({ inboundLayers }) => inboundLayers);
  if (!isContainer(layer)) return uses;
  // A model has uses of its own: of nothing, and of what lies inside it.
  return uses.filter((read) => read.length > 0 && read.every((inbound) => known.includes(inbound)));
}

function addInput(layer: tf.layers.Layer, name: string, { nodes, ownNames, pictureShape }: Reading): number {
  ownNames.push(layer.name);
  const declared = (layer.outputShape as (number | null)[]).slice(1);
  const shape = declared.map((size, axis) => size ?? pictureShape?.[axis] ?? -1);
  nodes.push({
    name,
    className: layer.getClassName(),
    operation: { op: 'input' },
    weights: {},
    inputs: [],
    inputShape: shape,
    outputShape: shape,
    isLayer: true,
  });
  return nodes.length - 1;
}

function addLayer(
  layer: tf.layers.Layer,
  name: string,
  inputs: readonly number[],
  { nodes, ownNames, problems }: Reading,
): void {
  const inputShapes = inputs.map((position) => nodes[position]!.outputShape);
  const outputShape = shapeOf(layer, inputShapes);
  const parts = layerParts({ layer, inputShapes, outputShape });
  const className = layer.getClassName();
  const base = { className, weights: {}, isLayer: true };
  if ('problem' in parts) {
    problems.push(`${name} ${parts.problem}`);
    ownNames.push(layer.name);
    nodes.push({
      ...base,
      name,
      operation: { op: 'identity' },
      inputs,
      inputShape: inputShapes[0]!,
      outputShape,
    });
    return;
  }
  parts.forEach(({ operation, weights, outputShape: partShape }, index) => {
    const isLayer = index === parts.length - 1;
    const before = index === 0 ? inputs : [nodes.length - 1];
    const part = isLayer ? '' : `/${operation.op}`;
    ownNames.push(layer.name + part);
    nodes.push({
      name: name + part,
      className,
      operation,
      weights,
      inputs: before,
      inputShape: nodes[before[0]!]!.outputShape,
      outputShape: partShape,
      isLayer,
    });
  });
}

/** As the layer declares it; where that is open, as it follows from what the layer reads. */
function shapeOf(layer: tf.layers.Layer, inputShapes: readonly (readonly number[])[]): number[] {
  const declared = (layer.outputShape as (number | null)[]).slice(1);
  if (declared.every((size) => size !== null)) return declared;
  const shapes = inputShapes.map((shape) => [null, ...shape]);
  const [, ...computed] = layer.computeOutputShape(shapes.length > 1 ? shapes : shapes[0]!) as number[];
  return computed.map((size) => size ?? -1);
}

function isContainer(layer: tf.layers.Layer): layer is Container {
  return Array.isArray((layer as Partial<Container>).layers);
}

function isSequential(model: Container): boolean {
  return model.getClassName() === 'Sequential';
}
