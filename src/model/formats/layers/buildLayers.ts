/** From a flat list of layers and their weights to a LayersModel that TensorFlow.js computes as the file means it. */

import { fieldOf, listOf } from '../json/modelJson.ts';
import { checkActivations, checkInput, MAX_PARAMETERS } from '../limits.ts';
import type { JsonObject, OutlineNode, Weight } from '../modelSource.ts';
import type { BuiltNetwork } from '../reader.ts';
import { damaged, refused, shortened, tooLarge, unknownParts } from '../refuse.ts';
import { areFinite } from '../weights/floats.ts';
import { activationLayers } from './activationLayers.ts';
import { affineLayers } from './affine.ts';
import { convolutions } from './convolutions.ts';
import { type ConvertLayer, type Draft, tupleOf } from './draft.ts';
import { merges } from './merges.ts';
import { operations } from './operations.ts';
import { plainLayers } from './plainLayers.ts';
import type { FlatNetwork, RawLayer, TakeWeights } from './rawLayer.ts';

/** Every class that is understood. A Map, so that a class named `constructor` finds nothing. */
const converters: ReadonlyMap<string, ConvertLayer> = new Map([
  ...convolutions,
  ...plainLayers,
  ...affineLayers,
  ...activationLayers,
  ...merges,
  // After the merges, whose names some operations of Keras 3 share.
  ...operations,
]);

interface BuildOptions {
  readonly file: string;
  readonly isKeras3: boolean;
  readonly take: TakeWeights;
  /** The side that is assumed where the file leaves the picture's size open. */
  readonly assumedSide: number;
  /** The output to explain; without it the first one. */
  readonly output?: string | undefined;
}

interface Built extends Draft {
  readonly writtenAs: string;
}

/**
 * Converts every layer that the wanted output depends on, checks every weight's shape and sums up what a run takes.
 *
 * @throws Failure `modelPartsUnknown` with all unknown layers at once, `modelKindRefused`, `modelFileDamaged`, `modelTooLarge`
 */
export function buildLayers(network: FlatNetwork, options: BuildOptions): BuiltNetwork {
  const output = options.output ?? network.outputs[0];
  if (output === undefined || !network.outputs.includes(output))
    throw refused('The model has no such output');
  const needed = layersBehind(network.layers, output);
  const unknown = needed.filter(({ className }) => className !== 'InputLayer' && !converters.has(className));
  if (unknown.length > 0) {
    throw unknownParts(unknown.map(({ className, origin }) => `${className} “${origin.ownName}”`));
  }
  const { shape: input, openSize } = inputOf(needed, options);
  const built = convertAll(needed, input, options);
  checkActivations(
    built.map((draft) => draft.shape),
    'the network',
  );
  const weights = collectWeights(built, options.file);
  const last = built.at(-1)!;
  return {
    topology: { kind: 'layers', json: topologyOf(network.name, built, last.name) },
    weights,
    outline: outlineOf(built),
    openSize,
    outputs: network.outputs,
  };
}

/** In the list's own order. */
function layersBehind(layers: readonly RawLayer[], output: string): RawLayer[] {
  const needed = new Set([output]);
  for (const layer of layers.toReversed()) {
    if (needed.has(layer.name)) for (const input of layer.inputs) needed.add(input);
  }
  return layers.filter(({ name }) => needed.has(name));
}

function inputOf(layers: readonly RawLayer[], { assumedSide, file }: BuildOptions) {
  const layer = layers.find(({ className }) => className === 'InputLayer');
  if (!layer) throw refused('The model’s output does not depend on its input');
  const given = fieldOf(layer.config, 'batch_input_shape') ?? fieldOf(layer.config, 'batch_shape');
  const sizes = tupleOf(given)?.slice(1) ?? listOf(given)?.slice(1);
  if (!sizes) throw damaged(file, 'It does not say what the model reads');
  const isOpen = (size: unknown) => size === null || (typeof size === 'number' && size < 0);
  const resizing = layers.find(({ className }) => className === 'Resizing')?.config ?? {};
  const assumed = [fieldOf(resizing, 'height'), fieldOf(resizing, 'width')];
  const openSize = sizes.length === 3 && (isOpen(sizes[0]) || isOpen(sizes[1]));
  const shape = sizes.map((size, axis) => {
    if (sizes.length === 3 && axis < 2 && isOpen(size)) {
      const wanted = assumed[axis];
      return typeof wanted === 'number' ? wanted : assumedSide;
    }
    return typeof size === 'number' ? size : 0;
  });
  checkInput(shape);
  return { shape, openSize };
}

function convertAll(layers: readonly RawLayer[], input: readonly number[], options: BuildOptions): Built[] {
  const shapes = new Map<string, readonly number[]>();
  /** What stands for a layer that was left out. */
  const standIns = new Map<string, string>();
  const built: Built[] = [];
  for (const raw of layers) {
    const inputs = raw.inputs.map((name) => standIns.get(name) ?? name);
    const layer = { ...raw, inputs };
    const drafts =
      raw.className === 'InputLayer'
        ? [inputDraft(raw.name, input)]
        : converters.get(raw.className)!({
            file: options.file,
            layer,
            inputShapes: inputs.map((name) => shapes.get(name)!),
            isKeras3: options.isKeras3,
            take: (names) => options.take(raw.origin, names),
          });
    if (drafts.length === 0) standIns.set(raw.name, inputs[0]!);
    for (const draft of drafts) {
      if (shapes.has(draft.name))
        throw damaged(options.file, `It has two layers named “${shortened(draft.name)}”`);
      shapes.set(draft.name, draft.shape);
      built.push({ ...draft, writtenAs: raw.className });
    }
  }
  if (built.length < 2) throw refused('The model has no layer that computes anything');
  return built;
}

function inputDraft(name: string, shape: readonly number[]): Draft {
  const config = { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false };
  return { name, className: 'InputLayer', config, inputs: [], weights: [], shape };
}

function collectWeights(built: readonly Built[], file: string): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let parameters = 0;
  for (const { name, weights: own } of built) {
    for (const [suffix, weight] of own) {
      parameters += weight.values.length;
      if (parameters > MAX_PARAMETERS)
        throw tooLarge('The network has more weights than can be explained here');
      if (!areFinite(weight.values)) {
        throw damaged(file, `The weights of “${shortened(name)}” hold values that are not numbers`);
      }
      weights.set(`${name}/${suffix}`, weight);
    }
  }
  return weights;
}

function topologyOf(name: string, built: readonly Built[], output: string): JsonObject {
  const input = built.find(({ className }) => className === 'InputLayer')!.name;
  const layers = built.map((draft) => ({
    class_name: draft.className,
    name: draft.name,
    config: { ...draft.config, name: draft.name, trainable: false },
    inbound_nodes: draft.inputs.length === 0 ? [] : [draft.inputs.map((from) => [from, 0, 0, {}])],
  }));
  const config = {
    name: name || 'model',
    layers,
    input_layers: [[input, 0, 0]],
    output_layers: [[output, 0, 0]],
  };
  return { class_name: 'Model', config };
}

function outlineOf(built: readonly Built[]): OutlineNode[] {
  const positions = new Map(built.map(({ name }, position) => [name, position]));
  return built.map(({ name, className, writtenAs, config, inputs, weights, shape }) => ({
    name,
    kind: className,
    writtenAs,
    settings: config,
    inputs: inputs.map((input) => positions.get(input)!),
    weights: weights.map(([suffix]) => `${name}/${suffix}`),
    shape,
  }));
}
