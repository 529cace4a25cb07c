/** Maps of all layers by the first principal component of their features. */
import * as tf from '@tensorflow/tfjs';
import type { ComponentMethod } from '../methods/camMethod.ts';
import { meanOverCells } from '../methods/reductions.ts';
import { type OwnLayer, ownLayers } from '../reduce/ownLayers.ts';
import type { TraceOptions } from '../run/trace.ts';
import { type DeriveSource, keptGroups } from './deriveSource.ts';
import type { KeptRun } from './keptRun.ts';
import { leadingEigenvector } from './leadingEigenvector.ts';

/**
 * For X, a layer's features with one row for each cell and one column for each channel, every column centred:
 * X·v, v being the unit vector for which ‖X·v‖ is largest. Its sign is such that it goes with mean_k X_k
 * (docs/mathematics.md "Methods").
 *
 * v is the leading eigenvector of XᵀX. Where there are fewer cells than channels, X·v = σu is had from
 * X·Xᵀ, whose leading eigenvector is u and whose eigenvalue is σ²: the smaller of the two is taken.
 *
 * @returns all layers' maps, laid out as LayerInfo.offset says
 */
export async function deriveComponents(
  method: ComponentMethod,
  source: DeriveSource,
  options: TraceOptions,
): Promise<Float32Array> {
  const maps = new Float32Array(source.network.mapLength);
  for await (const { kept, from, to } of keptGroups(source, options)) {
    const scoped = (start: number, end: number): TraceOptions => ({
      ...options,
      onProgress: (fraction) => options.onProgress(from + (to - from) * (start + (end - start) * fraction)),
    });
    const products = await multiplyFeatures(method, kept, scoped(0, 0.6));
    const vectors = await findVectors(products, scoped(0.6, 0.8));
    await project(method, source, kept, vectors, maps, scoped(0.8, 1));
  }
  return maps;
}

interface FeatureProducts {
  readonly index: number;
  readonly cells: number;
  readonly channels: number;
  /** XᵀX or X·Xᵀ, whichever is smaller. */
  readonly product: Float32Array;
  /** Σ_k X_k for each cell. */
  readonly rowSums: Float32Array;
}

/** First half: what the eigenvectors are made from, read back in one go. */
async function multiplyFeatures(
  method: ComponentMethod,
  kept: KeptRun,
  options: TraceOptions,
): Promise<FeatureProducts[]> {
  const pending: { index: number; cells: number; channels: number; product: tf.Tensor; sums: tf.Tensor }[] =
    [];
  try {
    await forEachLayer(kept, options, (layer) => {
      const features = centredFeatures(method, layer);
      const [cells, channels] = features.shape;
      const transposed = tf.transpose(features);
      const product = channels < cells ? tf.matMul(transposed, features) : tf.matMul(features, transposed);
      const sums = tf.matMul(features, tf.ones([channels, 1]));
      pending.push({ index: layer.index, cells, channels, product: tf.keep(product), sums: tf.keep(sums) });
    });
    return await Promise.all(
      pending.map(async ({ index, cells, channels, product, sums }) => ({
        index,
        cells,
        channels,
        product: (await product.data()) as Float32Array,
        rowSums: (await sums.data()) as Float32Array,
      })),
    );
  } finally {
    for (const { product, sums } of pending) tf.dispose([product, sums]);
  }
}

interface LayerVector extends FeatureProducts {
  readonly vector: Float64Array;
}

async function findVectors(
  products: readonly FeatureProducts[],
  { onProgress, pause }: TraceOptions,
): Promise<LayerVector[]> {
  const found: LayerVector[] = [];
  for (const one of products) {
    const size = Math.min(one.cells, one.channels);
    found.push({ ...one, vector: leadingEigenvector(one.product, size) });
    onProgress(found.length / products.length);
    await pause();
  }
  return found;
}

/** Second half: the maps. */
async function project(
  method: ComponentMethod,
  { network }: DeriveSource,
  kept: KeptRun,
  vectors: readonly LayerVector[],
  maps: Float32Array,
  options: TraceOptions,
): Promise<void> {
  const byLayer = new Map(vectors.map((one) => [one.index, one]));
  const divisor = method.scalesWithGradient ? kept.gain : 1;
  const pending: { readonly layer: LayerVector; readonly map: tf.Tensor }[] = [];
  const place = ({ index, rowSums }: LayerVector, values: ArrayLike<number>) => {
    let agreement = 0;
    for (let cell = 0; cell < rowSums.length; cell++) agreement += values[cell]! * rowSums[cell]!;
    const factor = (agreement < 0 ? -1 : 1) / divisor;
    const { offset } = network.layers[index]!;
    for (let cell = 0; cell < rowSums.length; cell++) maps[offset + cell] = values[cell]! * factor;
  };
  try {
    await forEachLayer(kept, options, (own) => {
      const layer = byLayer.get(own.index)!;
      const { cells, channels, product, vector } = layer;
      if (channels < cells) {
        const column = tf.tensor2d(Float32Array.from(vector), [channels, 1]);
        pending.push({ layer, map: tf.keep(tf.matMul(centredFeatures(method, own), column)) });
      } else {
        const sigma = Math.sqrt(rayleighQuotient(product, vector));
        place(
          layer,
          vector.map((value) => value * sigma),
        );
      }
    });
    await Promise.all(pending.map(async ({ layer, map }) => place(layer, await map.data())));
  } finally {
    for (const { map } of pending) map.dispose();
  }
}

async function forEachLayer(
  { traces }: KeptRun,
  { onProgress, pause }: TraceOptions,
  use: (layer: OwnLayer) => void,
): Promise<void> {
  for (const [position, trace] of traces.entries()) {
    tf.tidy(() => {
      for (const layer of ownLayers(trace)) use(layer);
    });
    onProgress((position + 1) / traces.length);
    await pause();
  }
}

/** X, [cells, channels] */
function centredFeatures(method: ComponentMethod, { activation, gradient }: OwnLayer): tf.Tensor2D {
  const features = method.features(activation, gradient);
  const [height, width, channels] = features.shape;
  return tf.reshape(tf.sub(features, meanOverCells(features)), [height * width, channels]);
}

/** vᵀMv of a unit vector; zero of the zero vector. */
function rayleighQuotient(matrix: Float32Array, vector: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < vector.length; row++) {
    for (let column = 0; column < vector.length; column++) {
      sum += vector[row]! * matrix[row * vector.length + column]! * vector[column]!;
    }
  }
  return Math.max(0, sum);
}
