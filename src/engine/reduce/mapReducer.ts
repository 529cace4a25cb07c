/** Turns traces into raw maps: types only. Two implementations, one for memory we can read, one for any backend. */
import type { MethodId } from '../api.ts';
import type { LayerTrace } from '../trace.ts';

/** All layers' raw maps of one run, per method, laid out as LayerInfo.offset says. */
export type RunMaps = Record<MethodId, Float32Array>;

/** Collects the maps of one run. */
export interface MapReducer {
  /** Takes in one layer; the trace's tensors are not used after the call. */
  add(trace: LayerTrace): void;
  /** The maps of all layers taken in; layers never shown stay zero. */
  finish(): Promise<RunMaps>;
  /** Frees what an unfinished run holds. Does nothing after `finish`. */
  dispose(): void;
}
