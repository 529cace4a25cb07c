/** Computes the maps with tensor operations, for backends whose memory we cannot read: GPUs without kernels of ours. */
import * as tf from '@tensorflow/tfjs';
import type { MethodId } from '../api.ts';
import { methodIds, methods } from '../methods/catalogue.ts';
import { emptyRunMaps, type MapLayout, type MapReducer } from './mapReducer.ts';
import { type OwnLayer, ownLayers, type StoredLayers } from './ownLayers.ts';

/**
 * Collects one run's maps for `network`. Nothing is read back before `finish`, where all maps are fetched
 * at once, so that the GPU is waited for a single time.
 *
 * @param gain by which the seed of the backward pass was multiplied; the maps are divided by it
 */
export function createTensorReducer(network: MapLayout, gain: number): MapReducer<StoredLayers> {
  const pending: { readonly method: MethodId; readonly offset: number; readonly map: tf.Tensor }[] = [];

  return {
    add(trace) {
      tf.tidy(() => {
        for (const layer of ownLayers(trace)) addMaps(layer);
      });
    },
    async finish() {
      const maps = emptyRunMaps(network.mapLength);
      await Promise.all(
        pending.map(async ({ method, offset, map }) => {
          const values = await map.data();
          const target = maps[method];
          for (let cell = 0; cell < values.length; cell++) target[offset + cell] = values[cell]! / gain;
        }),
      );
      disposePending();
      return maps;
    },
    dispose: disposePending,
  };

  function addMaps({ index, activation, gradient }: OwnLayer): void {
    const { offset } = network.layers[index]!;
    for (const method of methodIds) {
      pending.push({ method, offset, map: tf.keep(methods[method].map(activation, gradient)) });
    }
  }

  function disposePending(): void {
    for (const { map } of pending) map.dispose();
    pending.length = 0;
  }
}
