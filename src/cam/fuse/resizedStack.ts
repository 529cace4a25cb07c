import type { EmptyReason } from '../map/display.ts';
import type { Grid } from '../map/grid.ts';

/** Layers whose maps have one size, so that they are resized alike. */
export interface SizeGroup {
  readonly width: number;
  readonly height: number;
  /** Positions of the group's layers within the stack, rising. */
  readonly members: readonly number[];
}

/** Maps in [0, 1] at their own resolutions, and the size that they are resized to. */
export interface ResizedStack {
  readonly width: number;
  readonly height: number;
  readonly maps: readonly Grid[];
  readonly groups: readonly SizeGroup[];
}

/**
 * The layers' heat maps in [0, 1], ready to be fused: steps 1–3 of docs/mathematics.md "From map to picture"
 * with the range of each layer, as in "All-layer average". An empty layer is a map of zeros.
 */
export interface LayerStack extends ResizedStack {
  /** Why a layer has nothing to show, or null. */
  readonly emptyReasons: readonly (EmptyReason | null)[];
  /** Σ over pixels of each resized map. */
  readonly totals: Float32Array;
}
