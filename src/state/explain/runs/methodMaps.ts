import type { Grid } from '../../../cam/map/grid.ts';

/** One method's raw maps of one run, as far as they are known. */
export type MethodMaps =
  /** All layers', one after another in network order. */
  | { readonly extent: 'layers'; readonly maps: Float32Array }
  /** At the resolution of the model's input. */
  | { readonly extent: 'network'; readonly grid: Grid }
  /** Null for a layer that was not computed. */
  | { readonly extent: 'singleLayer'; mapOf(layerIndex: number): Float32Array | null };
