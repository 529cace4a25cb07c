/** What the maps of all layers take on WebGPU, by our kernels and by tensor operations; run in a page. */
import * as tf from '@tensorflow/tfjs';
import { registerBackends } from '../src/engine/backend/registerBackends.ts';
import { fetchBytes } from '../src/engine/network/fetchBytes.ts';
import { loadModel } from '../src/engine/network/loadModel.ts';
import type { Network } from '../src/engine/network/network.ts';
import { readNetwork } from '../src/engine/network/readLayersModel.ts';
import type { MapReducer } from '../src/engine/reduce/mapReducer.ts';
import type { StoredLayers } from '../src/engine/reduce/ownLayers.ts';
import { createTensorReducer } from '../src/engine/reduce/tensorReducer.ts';
import { createWebgpuReducer } from '../src/engine/reduce/webgpuReducer.ts';
import { createTracer } from '../src/engine/run/createTracer.ts';

export interface ReducerTimes {
  readonly kernelsMs: number;
  readonly operationsMs: number;
}

/**
 * The default model's layers with random activations and gradients: nothing but the maps is timed, in which all
 * commands are waited for. Each way goes once to compile its shaders and once for the clock.
 */
export async function measureReducers(cardUrl: string): Promise<ReducerTimes> {
  registerBackends();
  await tf.setBackend('webgpu');
  const { model } = await loadModel(cardUrl, { fetchBytes, onProgress: () => undefined });
  const network = readNetwork(model);
  const traces = await makeTraces(network);
  const time = async (create: () => MapReducer<StoredLayers>) => {
    let elapsedMs = 0;
    for (let run = 0; run < 2; run++) {
      const startMs = performance.now();
      const reducer = create();
      for (const trace of traces) reducer.add(trace);
      await reducer.finish();
      elapsedMs = performance.now() - startMs;
    }
    return elapsedMs;
  };
  const kernelsMs = await time(() => createWebgpuReducer(network));
  const operationsMs = await time(() => createTensorReducer(network, 1));
  return { kernelsMs, operationsMs };
}

/** As the plan shows them: a convolution and its BatchNorm in one. */
async function makeTraces(network: Network): Promise<readonly StoredLayers[]> {
  const { tracer } = await createTracer(network);
  const traces = tracer.outline.map(({ index, foldedIndex }): StoredLayers => {
    const { height, width, channels } = network.layers[(index ?? foldedIndex)!]!;
    const random = (seed: number) =>
      tf.randomUniform<tf.Rank.R4>([1, height, width, channels], -1, 1, 'float32', seed);
    const ones = new Float32Array(channels).fill(1);
    return {
      index,
      activation: random(1),
      gradient: random(2),
      folded:
        foldedIndex === null ? null : { index: foldedIndex, normalisation: { scale: ones, shift: ones } },
    };
  });
  // Uploaded before the clock starts.
  for (const { activation, gradient } of traces) tf.dispose([tf.neg(activation), tf.neg(gradient)]);
  await tf.ones([1]).data();
  return traces;
}
