/** Computes the maps with tensor operations, for backends whose memory we cannot read: GPUs without kernels of ours. */
import * as tf from '@tensorflow/tfjs';
import type { MethodId } from '../api.ts';
import { methodIds, methods } from '../methods/catalogue.ts';
import { emptyReduction, type MapLayout, type MapReducer } from './mapReducer.ts';
import { type OwnLayer, ownLayers, type StoredLayers } from './ownLayers.ts';

/**
 * Collects one run's maps for `network`. Nothing is read back before `finish`, where all maps are fetched
 * at once, so that the GPU is waited for a single time.
 *
 * @param gain by which the seed of the backward pass was multiplied; the maps are divided by it
 */
export function createTensorReducer(network: MapLayout, gain: number): MapReducer<StoredLayers> {
  const pending: { readonly method: MethodId; readonly offset: number; readonly map: tf.Tensor }[] = [];
  /** Of each layer, the mean of its whole gradient, which is the mean of Grad-CAM's channel weights. */
  const means: { readonly index: number; readonly mean: tf.Scalar }[] = [];

  return {
    add(trace) {
      tf.tidy(() => {
        for (const layer of ownLayers(trace)) addMaps(layer);
      });
    },
    async finish() {
      const { maps, importance } = emptyReduction(network);
      const readMaps = pending.map(async ({ method, offset, map }) => {
        const values = await map.data();
        const target = maps[method];
        for (let cell = 0; cell < values.length; cell++) target[offset + cell] = values[cell]! / gain;
      });
      await Promise.all([...readMaps, readImportance(importance)]);
      disposePending();
      return { maps, importance };
    },
    dispose: disposePending,
  };

  function addMaps({ index, activation, gradient }: OwnLayer): void {
    const { offset } = network.layers[index]!;
    for (const method of methodIds) {
      pending.push({ method, offset, map: tf.keep(methods[method].map(activation, gradient)) });
    }
    means.push({ index, mean: tf.keep(tf.mean(gradient)) });
  }

  /** As one tensor: many small reads are slow on a GPU. */
  async function readImportance(importance: Float32Array): Promise<void> {
    if (means.length === 0) return;
    const joined = tf.stack(means.map(({ mean }) => mean));
    try {
      const values = await joined.data();
      for (const [position, { index }] of means.entries()) {
        importance[index] = Math.max(values[position]! / gain, 0);
      }
    } finally {
      joined.dispose();
    }
  }

  function disposePending(): void {
    for (const { map } of pending) map.dispose();
    pending.length = 0;
    for (const { mean } of means) mean.dispose();
    means.length = 0;
  }
}
