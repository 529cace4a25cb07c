/** From a model that was read from files to one that TensorFlow.js computes, without a server between. */
import * as tf from '@tensorflow/tfjs';
import type { ModelSource, Weight } from '../../model/formats/modelSource.ts';
import { concatenate } from './fetchBytes.ts';
import { modelInvalid } from './modelInvalid.ts';

/**
 * Builds a LayersModel.
 * @throws Failure `modelInvalid` for a graph, and where TensorFlow.js cannot build it
 */
export async function loadSourceLayers(source: ModelSource): Promise<tf.LayersModel> {
  if (source.topology.kind !== 'layers') throw modelInvalid('This model has operations instead of layers');
  return building(() => tf.loadLayersModel(tf.io.fromMemory(artifactsOf(source))));
}

/**
 * Builds a GraphModel.
 * @throws Failure `modelInvalid` for layers, and where TensorFlow.js cannot build it
 */
export async function loadSourceGraph(source: ModelSource): Promise<tf.GraphModel> {
  if (source.topology.kind !== 'graph') throw modelInvalid('This model has layers instead of operations');
  return building(() =>
    tf.loadGraphModel(tf.io.fromMemory({ ...artifactsOf(source), format: 'graph-model' })),
  );
}

async function building<Model>(build: () => Promise<Model>): Promise<Model> {
  try {
    return await build();
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw modelInvalid(`TensorFlow.js cannot build it: ${message}`, {}, thrown);
  }
}

function artifactsOf({ topology, weights }: ModelSource): tf.io.ModelArtifacts {
  const entries = [...weights];
  const parts = entries.map(
    ([, { values }]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    modelTopology: topology.json,
    weightSpecs: entries.map(([name, { shape, dtype }]: [string, Weight]) => ({
      name,
      shape: [...shape],
      dtype,
    })),
    weightData: concatenate(parts, size).buffer,
  };
}
