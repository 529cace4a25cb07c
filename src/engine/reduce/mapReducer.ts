/** Turns traces into raw maps. Four implementations: for WebAssembly, for WebGPU, for arrays, and for any backend. */
import type * as tf from '@tensorflow/tfjs';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { MethodId } from '../api.ts';
import { methodIds } from '../methods/catalogue.ts';
import type { LayerTrace, RectifiedTrace } from '../run/trace.ts';
import type { StoredLayers } from './ownLayers.ts';

/** All layers' raw maps of one run, per method, laid out as LayerInfo.offset says. */
export type RunMaps = Record<MethodId, Float32Array>;

/** What the activations and gradients of one run come down to. */
export interface RunReduction {
  readonly maps: RunMaps;
  /** See layerImportance: one number ≥ 0 for each layer. */
  readonly importance: Float32Array;
}

/** What a reducer needs of a network: how large the layers are and where their maps lie. */
export interface MapLayout {
  readonly layers: readonly Pick<LayerInfo, 'height' | 'width' | 'channels' | 'offset'>[];
  readonly mapLength: number;
}

/** Zeros for every layer. */
export function emptyReduction({ mapLength, layers }: MapLayout): RunReduction {
  const maps = Object.fromEntries(
    methodIds.map((method) => [method, new Float32Array(mapLength)]),
  ) as RunMaps;
  return { maps, importance: new Float32Array(layers.length) };
}

/** Collects the maps of one run. `Trace` is what it needs of each layer. */
export interface MapReducer<Trace extends StoredLayers = LayerTrace> {
  /** Takes in one layer; the trace's tensors are not used after the call. */
  add(trace: Trace): void;
  /** Takes in a ReLU and the layer before it at once: see TraceOptions.rectify. May use up the ReLU's gradient. */
  readonly addRectified?: (trace: RectifiedTrace) => tf.Tensor4D;
  /** Maps and importance of all layers taken in; layers never shown stay zero. */
  finish(): Promise<RunReduction>;
  /** Frees what an unfinished run holds. Does nothing after `finish`. */
  dispose(): void;
}
