/** Computes the maps with tensor operations, for backends whose memory we cannot read: the GPUs. */
import * as tf from '@tensorflow/tfjs';
import type { MethodId } from '../api.ts';
import { methodIds, methods } from '../methods/catalogue.ts';
import type { Network } from '../network.ts';
import type { LayerTrace } from '../trace.ts';
import type { MapReducer, RunMaps } from './mapReducer.ts';

/**
 * Collects one run's maps for `network`. Nothing is read back before `finish`, where all maps are fetched
 * at once, so that the GPU is waited for a single time.
 *
 * @param gain by which the seed of the backward pass was multiplied; the maps are divided by it
 */
export function createTensorReducer(network: Network, gain: number): MapReducer {
  const pending: { readonly method: MethodId; readonly offset: number; readonly map: tf.Tensor }[] = [];

  return {
    add(trace) {
      const { offset } = network.layers[trace.index]!;
      tf.tidy(() => {
        const { activation, gradient } = unfold(trace);
        for (const method of methodIds) {
          pending.push({ method, offset, map: tf.keep(methods[method].map(activation, gradient)) });
        }
      });
    },
    async finish() {
      const maps = Object.fromEntries(
        methodIds.map((method) => [method, new Float32Array(network.mapLength)]),
      ) as RunMaps;
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

  function disposePending(): void {
    for (const { map } of pending) map.dispose();
    pending.length = 0;
  }
}

/** Activation and gradient of the layer itself, [h, w, k]: see LayerTrace.folded. */
function unfold({ activation, gradient, folded }: LayerTrace): {
  activation: tf.Tensor3D;
  gradient: tf.Tensor3D;
} {
  const flat = { activation: withoutBatch(activation), gradient: withoutBatch(gradient) };
  if (!folded) return flat;
  const { scale, shift } = folded.normalisation;
  return {
    activation: tf.div(tf.sub(flat.activation, shift), scale),
    gradient: tf.mul(flat.gradient, scale),
  };
}

function withoutBatch(tensor: tf.Tensor4D): tf.Tensor3D {
  const [, height, width, channels] = tensor.shape;
  return tf.reshape(tensor, [height, width, channels]);
}
