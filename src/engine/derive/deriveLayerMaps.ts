/** Maps of all layers by a method that needs nothing but activations and gradients. */
import * as tf from '@tensorflow/tfjs';
import type { CellMethod } from '../methods/camMethod.ts';
import { ownLayers } from '../reduce/ownLayers.ts';
import type { TraceOptions } from '../run/trace.ts';
import { type DeriveSource, keptGroups } from './deriveSource.ts';

/** @returns all layers' maps, laid out as LayerInfo.offset says */
export async function deriveLayerMaps(
  method: CellMethod,
  source: DeriveSource,
  options: TraceOptions,
): Promise<Float32Array> {
  const { network } = source;
  const maps = new Float32Array(network.mapLength);
  for await (const { kept, from, to } of keptGroups(source, options)) {
    const pending: { readonly offset: number; readonly map: tf.Tensor }[] = [];
    try {
      for (const [position, trace] of kept.traces.entries()) {
        tf.tidy(() => {
          for (const { index, activation, gradient } of ownLayers(trace)) {
            const map = tf.keep(method.map(activation, gradient, kept.gain));
            pending.push({ offset: network.layers[index]!.offset, map });
          }
        });
        options.onProgress(from + ((to - from) * (position + 1)) / kept.traces.length);
        await options.pause();
      }
      // All at once, so that a GPU is waited for a single time.
      await Promise.all(
        pending.map(async ({ offset, map }) => {
          const values = await map.data();
          for (let cell = 0; cell < values.length; cell++) maps[offset + cell] = values[cell]! / kept.gain;
        }),
      );
    } finally {
      for (const { map } of pending) map.dispose();
    }
  }
  return maps;
}
