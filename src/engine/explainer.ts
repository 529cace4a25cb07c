/** Class activation maps for any classifier of TensorFlow.js, on whichever backend tfjs is set to. */
import * as tf from '@tensorflow/tfjs';
import type { Grid } from '../cam/map/grid.ts';
import { layerMap } from '../cam/map/layerMap.ts';
import { rescale } from '../cam/map/rescale.ts';
import { signedRange } from '../cam/map/sign.ts';
import { mapStatistics } from '../cam/map/statistics.ts';
import { type CamMethodId, extentOf, isDerived } from '../cam/methods.ts';
import { Failure } from '../lib/failure.ts';
import type { LayerInfo } from '../model/layers/layerGraph.ts';
import type { Finding } from './api.ts';
import { checkOptions } from './checkOptions.ts';
import { completeChoice } from './derive/derivation.ts';
import { type FusionChoice, fuserOf, type LayerMap } from './fuseLayerMaps.ts';
import type { Network } from './network/network.ts';
import { type ExplainableModel, readModel } from './network/readModel.ts';
import { prepareReduction } from './reduce/prepareReduction.ts';
import { createTracer } from './run/createTracer.ts';
import { explainRun } from './run/explainRun.ts';
import { pauseForMessages } from './run/pause.ts';
import type { Tracer } from './run/trace.ts';
import { closeFrames, explainInOrder, type Frames } from './sequence.ts';
import { registerWasmKernels } from './wasm/wasmKernels.ts';

export interface ExplainOptions {
  /** Class whose logit is explained. With one output, 1 is its own class and 0 the other. Default: the predicted. */
  readonly target?: number | 'predicted';
  /** Default: `positiveGradCam`. Of `scoreCam` and `ablationCam`, the last of the layers is explained. */
  readonly method?: CamMethodId;
  /** Which layers: by what is known of them. Default: all with a rank-4 output. */
  readonly layers?: (layer: LayerInfo) => boolean;
  /**
   * Makes one heat map out of the layers' raw maps: a rule (default: `mean`), alone or with its settings, or a
   * function of your own. `sharpest` takes two methods' maps of the chosen layers, whatever the method. Not asked by
   * `fullGrad`, which has no maps of layers.
   */
  readonly fuse?: FusionChoice;
  readonly signal?: AbortSignal;
  /** 0 to 1, never falling. */
  readonly onProgress?: (fraction: number) => void;
}

export interface LayersExplanation {
  /** The model's outputs before sigmoid or softmax. */
  readonly logits: readonly number[];
  readonly classIndex: number;
  /** In network order; empty for `fullGrad`, which has one map for the whole network. */
  readonly layerMaps: readonly LayerMap[];
  /** What speaks for the class, in [0, 1], at the resolution of the model's input. */
  readonly heatMap: Grid;
  /**
   * What is odd about the numbers of the explained layers, usually nothing: why a map is zeros, or not to be trusted.
   * Layers that never fire are told from silent ones by derived methods alone, which keep what is needed for it.
   */
  readonly diagnosis: readonly Finding[];
}

/** A picture for the model: [h, w, c] or [1, h, w, c], of the size and in the range that the model wants. */
export type ImageTensor = tf.Tensor3D | tf.Tensor4D;

/** A model made ready once, for many pictures. */
export interface Explainer {
  /** Every layer that can be explained. */
  readonly layers: readonly LayerInfo[];
  /** @param image see {@link explain} */
  explain(image: ImageTensor, options?: ExplainOptions): Promise<LayersExplanation>;
  /** @param frames see {@link explainSequence} */
  explainSequence(
    frames: Frames<ImageTensor>,
    options?: ExplainOptions,
  ): AsyncGenerator<LayersExplanation, void, undefined>;
  /** Frees what belongs to the explainer; the model stays as it is. */
  dispose(): void;
}

/**
 * Explains one picture.
 *
 * @param image is not disposed
 * @throws Failure `modelInvalid` for models with several inputs, outputs or uses of a layer; `cancelled`; `internal`
 * for a picture of another size than the model's and for options that there are not: a class, a method, a fusion
 */
export async function explain(
  model: ExplainableModel,
  image: ImageTensor,
  options: ExplainOptions = {},
): Promise<LayersExplanation> {
  const explainer = await createExplainer(model, image.shape.slice(-3));
  try {
    return await explainer.explain(image, options);
  } finally {
    explainer.dispose();
  }
}

/**
 * Explains pictures one after another, in their order: frames of a camera or a film, files of a folder. The model is
 * prepared once, and the next frame is asked for, and uploaded, while the present one is computed; never more than
 * that one waits. Frames are asked for as explanations are.
 *
 * @param frames their tensors belong to the sequence as soon as its first explanation is asked for; it disposes them
 * @param options `onProgress` tells of the frame in work
 * @throws what {@link explain} does, of a frame with its number, from 0, in `details.frame`; what the source throws,
 * as it is, after all that came before has been given. Ended early in any way, nothing is left on the device.
 */
export async function* explainSequence(
  model: ExplainableModel,
  frames: Frames<ImageTensor>,
  options: ExplainOptions = {},
): AsyncGenerator<LayersExplanation, void, undefined> {
  const explainer = await createExplainer(model).catch(async (thrown: unknown) => {
    await closeFrames(frames);
    throw thrown;
  });
  try {
    yield* explainer.explainSequence(frames, options);
  } finally {
    explainer.dispose();
  }
}

/**
 * Prepares a model: folds its normalisations and compiles its forward and its backward pass.
 * @param pictureShape [h, w, channels] of the pictures, needed where the model leaves their size open
 */
export async function createExplainer(
  model: ExplainableModel,
  pictureShape: readonly number[] | null = null,
): Promise<Explainer> {
  registerWasmKernels();
  await prepareReduction();
  const network = await readModel(model, pictureShape);
  const { tracer } = await createTracer(network);
  const explainImage = async (image: ImageTensor, options: ExplainOptions) => {
    checkImage(image, network);
    return await explainWith(network, tracer, image, options);
  };
  return {
    layers: network.layers,
    explain: (image, options = {}) => explainImage(image, options),
    explainSequence: (frames, options = {}) =>
      explainInOrder(frames, (image) => explainImage(image, options), options.signal),
    dispose: () => tracer.dispose(),
  };
}

function checkImage({ shape }: ImageTensor, { nodes }: Network): void {
  const expected = nodes[0]!.outputShape;
  const found = shape.length === 3 ? shape : shape.slice(1);
  const isOne = shape.length === 3 || (shape.length === 4 && shape[0] === 1);
  if (isOne && expected.every((size, axis) => size === found[axis])) return;
  throw new Failure('internal', `the model wants a picture of [${expected}], not [${shape}]`);
}

async function explainWith(
  network: Network,
  tracer: Tracer,
  image: ImageTensor,
  {
    target = 'predicted',
    method = 'positiveGradCam',
    layers: isChosen,
    fuse = 'mean',
    signal,
    onProgress,
  }: ExplainOptions,
): Promise<LayersExplanation> {
  checkOptions({ method, fuse, layers: isChosen });
  const chosen = isChosen ? network.layers.filter(isChosen) : network.layers;
  const last = chosen.at(-1);
  if (!last) throw new Failure('internal', 'no layer is chosen');
  const input = tf.tidy(() =>
    tf.cast<tf.Tensor4D>(image.rank === 3 ? tf.expandDims(image) : tf.clone(image as tf.Tensor4D), 'float32'),
  );
  const [, height, width] = input.shape;
  const those = extentOf(method) === 'singleLayer' ? [last] : chosen;
  try {
    const run = await explainRun({
      network,
      tracer,
      input,
      target,
      derive: isDerived(method) ? completeChoice({ method, layer: last.index }, network) : null,
      keeps: false,
      budgetBytes: Number.POSITIVE_INFINITY,
      diagnosed: those,
      options: {
        pause: () => pauseForMessages(signal),
        onProgress: (fraction) => onProgress?.(fraction),
      },
    });
    const { logits, classIndex, derivation } = run;
    // The run carries maps of methods that nobody asked for.
    const diagnosis = run.diagnosis.filter((finding) =>
      finding.kind === 'emptyMaps'
        ? finding.method === method
        : finding.kind !== 'notFinite' || !isDerived(method),
    );
    const fuseMaps = fuserOf(fuse, { maps: run.maps, layers: chosen });
    const explained = (maps: Float32Array, layout = chosen): LayersExplanation => {
      const layerMaps = layout.map((layer) => {
        const importance = run.importance[layer.index] ?? 0;
        return { layer, map: layerMap(maps, layer), importance };
      });
      return { logits, classIndex, layerMaps, heatMap: fuseMaps(layerMaps, { width, height }), diagnosis };
    };
    if (!isDerived(method)) return explained(run.maps[method]);
    // It was asked for, so it is there.
    const { extent, maps, diagnosis: ofDerived } = derivation!;
    diagnosis.push(...ofDerived);
    if (extent.kind === 'network') {
      const map: Grid = { width, height, data: maps };
      const heatMap = rescale(map, 'positive', signedRange(mapStatistics(map), 'positive'));
      return { logits, classIndex, layerMaps: [], heatMap, diagnosis };
    }
    return extent.kind === 'layers' ? explained(maps) : explained(maps, [{ ...last, offset: 0 }]);
  } finally {
    input.dispose();
  }
}
