/** Turns traces into raw maps. Three implementations: for WebAssembly, for arrays, and for any backend. */
import type { MethodId } from '../api.ts';
import { methodIds } from '../methods/catalogue.ts';
import type { LayerTrace } from '../trace.ts';

/** All layers' raw maps of one run, per method, laid out as LayerInfo.offset says. */
export type RunMaps = Record<MethodId, Float32Array>;

/** Maps of zeros, `length` floats for each method. */
export function emptyRunMaps(length: number): RunMaps {
  return Object.fromEntries(methodIds.map((method) => [method, new Float32Array(length)])) as RunMaps;
}

/** Collects the maps of one run. */
export interface MapReducer {
  /** Takes in one layer; the trace's tensors are not used after the call. */
  add(trace: LayerTrace): void;
  /** The maps of all layers taken in; layers never shown stay zero. */
  finish(): Promise<RunMaps>;
  /** Frees what an unfinished run holds. Does nothing after `finish`. */
  dispose(): void;
}
