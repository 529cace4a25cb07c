/** One map for the whole network: FullGrad. */
import * as tf from '@tensorflow/tfjs';
import { type Grid, zeroGrid } from '../../cam/map/grid.ts';
import { resize } from '../../cam/map/resize.ts';
import type { NetworkMethod } from '../methods/camMethod.ts';
import { ownLayers } from '../reduce/ownLayers.ts';
import type { TraceOptions } from '../run/trace.ts';
import { biasTerms, readBiases } from './biases.ts';
import { type DeriveSource, keptGroups } from './deriveSource.ts';

/** @returns the map at the picture's resolution */
export async function deriveNetworkMap(
  method: NetworkMethod,
  source: DeriveSource,
  options: TraceOptions,
): Promise<Grid> {
  const [, height, width] = source.input.shape;
  const sum = zeroGrid(width, height);
  for (const share of await networkShares(method, source, options)) {
    const resized = resize(share, width, height).data;
    for (let cell = 0; cell < resized.length; cell++) sum.data[cell]! += resized[cell]!;
  }
  return sum;
}

/** The layers' and the picture's shares, those of equal resolution already added: resizing is linear. */
export async function networkShares(
  method: NetworkMethod,
  source: DeriveSource,
  options: TraceOptions,
): Promise<Grid[]> {
  const biases = await readBiases(source.network);
  const sums = new Map<string, Grid>();
  let hasInput = false;
  for await (const { kept, from, to } of keptGroups(source, options)) {
    const shares: tf.Tensor2D[] = [];
    const add = (term: tf.Tensor3D) => shares.push(tf.keep(method.share(term)));
    try {
      if (!hasInput) {
        tf.tidy(() => add(tf.squeeze(tf.mul(source.input, kept.inputGradient!), [0])));
        hasInput = true;
      }
      for (const [position, trace] of kept.traces.entries()) {
        tf.tidy(() => {
          for (const layer of ownLayers(trace)) {
            const bias = biases.get(layer.index);
            if (bias) biasTerms(layer, bias).forEach(add);
          }
        });
        options.onProgress(from + ((to - from) * (position + 1)) / kept.traces.length);
        await options.pause();
      }
      const read = await Promise.all(
        shares.map(async (share) => ({ shape: share.shape, values: await share.data() })),
      );
      for (const { shape, values } of read) {
        const [height, width] = shape;
        const key = `${width} × ${height}`;
        const sum = sums.get(key) ?? zeroGrid(width, height);
        sums.set(key, sum);
        for (let cell = 0; cell < values.length; cell++) sum.data[cell]! += values[cell]!;
      }
    } finally {
      tf.dispose(shares);
    }
  }
  return [...sums.values()];
}
