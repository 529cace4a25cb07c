/**
 * The engine as a library: class activation maps for any LayersModel of TensorFlow.js, in a page, a worker or Node,
 * on whichever backend tfjs is set to. docs/library.md has an example.
 */
import * as tf from '@tensorflow/tfjs';
import { averageLayers } from '../cam/average.ts';
import type { Grid } from '../cam/grid.ts';
import { layerMap } from '../cam/layerMap.ts';
import { rescale } from '../cam/rescale.ts';
import { signedRange } from '../cam/sign.ts';
import { mapStatistics } from '../cam/statistics.ts';
import { Failure } from '../lib/failure.ts';
import type { LayerInfo } from '../model/layerGraph.ts';
import type { DerivedMethodId, MethodId } from './api.ts';
import { createTracer } from './createTracer.ts';
import { deriveMaps } from './derive/deriveMaps.ts';
import { createKeeper } from './derive/keptRun.ts';
import { gradientGain } from './gradientGain.ts';
import { methodIds } from './methods/catalogue.ts';
import { readNetwork } from './network.ts';
import { pauseForMessages } from './pause.ts';
import { prepareReduction } from './reduce/prepareReduction.ts';
import { runTrace } from './runTrace.ts';
import { scoreSeed } from './score.ts';
import type { Tracer } from './trace.ts';
import { registerWasmKernels } from './wasmKernels.ts';

export type { DerivedMethodId, MethodId } from './api.ts';
export { derivedMethodIds, derivedMethods, methodIds, methods } from './methods/catalogue.ts';
export type { Grid, LayerInfo };

export interface ExplainOptions {
  /** Class whose logit is explained. With one output, 1 is its own class and 0 the other. Default: the predicted. */
  readonly target?: number | 'predicted';
  /** Default: `positiveGradCam`. Of `scoreCam` and `ablationCam`, the last of the layers is explained. */
  readonly method?: MethodId | DerivedMethodId;
  /** Which layers: by what is known of them. Default: all with a rank-4 output. */
  readonly layers?: (layer: LayerInfo) => boolean;
  /** Makes one heat map out of the layers' raw maps. Default: the mean, docs/mathematics.md "All-layer average". */
  readonly fuse?: (
    maps: readonly LayerMap[],
    size: { readonly width: number; readonly height: number },
  ) => Grid;
  readonly signal?: AbortSignal;
  /** 0 to 1, never falling. */
  readonly onProgress?: (fraction: number) => void;
}

/** A layer with its raw map: signed, at the layer's own resolution. */
export interface LayerMap {
  readonly layer: LayerInfo;
  readonly map: Grid;
}

export interface LayersExplanation {
  /** The model's outputs before sigmoid or softmax. */
  readonly logits: readonly number[];
  readonly classIndex: number;
  /** In network order; empty for `fullGrad`, which has one map for the whole network. */
  readonly layerMaps: readonly LayerMap[];
  /** What speaks for the class, in [0, 1], at the resolution of the model's input. */
  readonly heatMap: Grid;
}

/** A model made ready once, for many pictures. */
export interface Explainer {
  /** Every layer that can be explained. */
  readonly layers: readonly LayerInfo[];
  /** @param image see {@link explain} */
  explain(image: tf.Tensor3D | tf.Tensor4D, options?: ExplainOptions): Promise<LayersExplanation>;
  /** Frees what belongs to the explainer; the model stays as it is. */
  dispose(): void;
}

/**
 * Explains one picture.
 *
 * @param image [h, w, c] or [1, h, w, c], of the size and in the range that the model wants; it is not disposed
 * @throws Failure `modelInvalid` for models with several inputs, outputs or uses of a layer; `cancelled`
 */
export async function explain(
  model: tf.LayersModel,
  image: tf.Tensor3D | tf.Tensor4D,
  options: ExplainOptions = {},
): Promise<LayersExplanation> {
  const explainer = await createExplainer(model);
  try {
    return await explainer.explain(image, options);
  } finally {
    explainer.dispose();
  }
}

/** Prepares a model: folds its normalisations and compiles its backward pass where it knows every layer. */
export async function createExplainer(model: tf.LayersModel): Promise<Explainer> {
  registerWasmKernels();
  await prepareReduction();
  const network = readNetwork(model);
  const { tracer } = await createTracer(network);
  return {
    layers: network.layers,
    explain: (image, options = {}) => explainWith(network, tracer, image, options),
    dispose: () => tracer.dispose(),
  };
}

async function explainWith(
  network: ReturnType<typeof readNetwork>,
  tracer: Tracer,
  image: tf.Tensor3D | tf.Tensor4D,
  {
    target = 'predicted',
    method = 'positiveGradCam',
    layers: isChosen,
    fuse = meanOf,
    ...rest
  }: ExplainOptions,
): Promise<LayersExplanation> {
  const chosen = isChosen ? network.layers.filter(isChosen) : network.layers;
  const last = chosen.at(-1);
  if (!last) throw new Failure('internal', 'no layer is chosen');
  const input = tf.tidy(() =>
    tf.cast<tf.Tensor4D>(image.rank === 3 ? tf.expandDims(image) : tf.clone(image as tf.Tensor4D), 'float32'),
  );
  const [, height, width] = input.shape;
  const options = {
    pause: () => pauseForMessages(rest.signal),
    onProgress: (fraction: number) => rest.onProgress?.(fraction),
  };
  const gain = gradientGain();
  const keeper = isOfEveryRun(method) ? null : createKeeper(gain);
  let logits: readonly number[] = [];
  let classIndex = 0;
  let seed: Float32Array = new Float32Array();
  const chooseSeed = (found: readonly number[]) => {
    logits = found;
    classIndex = target === 'predicted' ? predictedClass(found) : target;
    seed = scoreSeed(found.length, classIndex);
    return seed;
  };
  const placed = (maps: Float32Array, those = chosen) =>
    those.map((layer): LayerMap => ({ layer, map: layerMap(maps, layer) }));
  try {
    const { maps: runMaps } = await runTrace(network, tracer, input, chooseSeed, options, keeper);
    if (isOfEveryRun(method)) {
      const layerMaps = placed(runMaps[method]);
      return { logits, classIndex, layerMaps, heatMap: fuse(layerMaps, { width, height }) };
    }
    const source = {
      network,
      tracer,
      input,
      seed,
      gain,
      kept: keeper,
      budgetBytes: Number.POSITIVE_INFINITY,
    };
    const { extent, maps } = await deriveMaps(method, last.index, source, options);
    if (extent.kind === 'network') {
      const map: Grid = { width, height, data: maps };
      const heatMap = rescale(map, 'positive', signedRange(mapStatistics(map), 'positive'));
      return { logits, classIndex, layerMaps: [], heatMap };
    }
    const layerMaps = extent.kind === 'layers' ? placed(maps) : placed(maps, [{ ...last, offset: 0 }]);
    return { logits, classIndex, layerMaps, heatMap: fuse(layerMaps, { width, height }) };
  } finally {
    keeper?.dispose();
    input.dispose();
  }
}

function isOfEveryRun(method: MethodId | DerivedMethodId): method is MethodId {
  return (methodIds as readonly string[]).includes(method);
}

function predictedClass(logits: readonly number[]): number {
  if (logits.length === 1) return logits[0]! > 0 ? 1 : 0;
  return logits.indexOf(Math.max(...logits));
}

function meanOf(maps: readonly LayerMap[], size: { readonly width: number; readonly height: number }): Grid {
  let offset = 0;
  const layers = maps.map(({ layer, map }) => {
    const placed = { ...layer, offset };
    offset += map.data.length;
    return placed;
  });
  const all = new Float32Array(offset);
  for (const [position, { map }] of maps.entries()) all.set(map.data, layers[position]!.offset);
  return averageLayers(all, layers, { sign: 'positive', ...size }).grid;
}
