/** A LayersModel as a list that can be walked: each layer with the layers it reads, in topological order. */
import * as tf from '@tensorflow/tfjs';
import { describeLayers } from '../../model/layers/describeLayers.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import { modelInvalid } from './modelInvalid.ts';

export interface NetworkNode {
  readonly name: string;
  /** Keras class name. */
  readonly className: string;
  /** Positions in {@link Network.nodes} of what this layer reads; each is smaller than its own. */
  readonly inputs: readonly number[];
  readonly layer: tf.layers.Layer;
  /** Shapes are without the batch axis; the input's is that of the first layer read, its own for an input. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

export interface Network {
  readonly nodes: readonly NetworkNode[];
  /** The target layers, described; `layers[i]` is node `targets[i]`. */
  readonly layers: readonly LayerInfo[];
  readonly targets: readonly number[];
  /** Σ height × width of the target layers. */
  readonly mapLength: number;
}

/**
 * Reads the graph of a model with one input and one output. Target layers are those with a rank-4 output
 * on which the output depends; the input itself is not one (docs/mathematics.md "Every layer at once").
 *
 * @throws Failure `modelInvalid` for several inputs or outputs, for layers that are used twice and for a GraphModel.
 */
export function readNetwork(model: tf.LayersModel): Network {
  // As a GraphModel, which has operations in their place.
  if (!Array.isArray(model.layers)) throw modelInvalid('A LayersModel is needed: this one has no layers');
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw modelInvalid('A model with one input and one output is needed', {
      inputs: model.inputs.length,
      outputs: model.outputs.length,
    });
  }
  const positions = new Map<string, number>();
  const shapes: (readonly number[])[] = [];
  const nodes = allLayers(model).map((layer, position): NetworkNode => {
    // A Sequential gives its first layer one node, a functional model one per use.
    if (layer.inboundNodes.length !== 1) {
      throw modelInvalid(`The layer ${layer.name} is used more than once`, { layer: layer.name });
    }
    const inputs = layer.inboundNodes[0]!.inboundLayers.map((inbound) => {
      const found = positions.get(inbound.name);
      if (found === undefined) {
        throw modelInvalid(`The layer ${layer.name} reads what comes after it`, { layer: layer.name });
      }
      return found;
    });
    positions.set(layer.name, position);
    const outputShape = (layer.outputShape as (number | null)[]).slice(1).map((size) => size ?? -1);
    shapes.push(outputShape);
    return {
      name: layer.name,
      className: layer.getClassName(),
      inputs,
      layer,
      inputShape: shapes[inputs[0] ?? position]!,
      outputShape,
    };
  });
  const targets = targetPositions(nodes);
  const layers = describeLayers(
    targets.map((position) => {
      const { name, className, inputs, outputShape } = nodes[position]!;
      const [height, width, channels] = outputShape as [number, number, number];
      return { name, className, inputs: inputs.map((input) => nodes[input]!.name), height, width, channels };
    }),
  );
  const mapLength = layers.reduce((sum, layer) => sum + layer.height * layer.width, 0);
  return { nodes, layers, targets, mapLength };
}

/** In topological order, with the input layer, which a Sequential does not list. */
function allLayers(model: tf.LayersModel): tf.layers.Layer[] {
  if (model.layers[0]?.getClassName() === 'InputLayer') return model.layers;
  return tf.model({ inputs: model.inputs, outputs: model.outputs }).layers;
}

function targetPositions(nodes: readonly NetworkNode[]): number[] {
  const reachesOutput = new Set([nodes.length - 1]);
  for (let position = nodes.length - 1; position >= 0; position--) {
    if (reachesOutput.has(position)) for (const input of nodes[position]!.inputs) reachesOutput.add(input);
  }
  return nodes.flatMap(({ outputShape, inputs }, position) =>
    outputShape.length === 3 && inputs.length > 0 && reachesOutput.has(position) ? [position] : [],
  );
}
