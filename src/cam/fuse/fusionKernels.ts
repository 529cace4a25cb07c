import type { EmptyReason } from '../map/display.ts';
import type { EvidenceSide } from '../map/evidenceSide.ts';
import type { Grid } from '../map/grid.ts';
import type { ResizedStack } from './resizedStack.ts';

/** The arithmetic of fusing maps: docs/mathematics.md "All-layer average", "Other fusions". */
export interface FusionKernels {
  /** Sign and rescaling of raw maps, each by its own range; an empty one becomes zeros. */
  rescale(maps: readonly Grid[], side: EvidenceSide): RescaledMaps;
  /** Maps that `rescale` made are no longer needed: the next ones may be put in their place. */
  reuse(maps: readonly Grid[]): void;
  /** Σ over pixels of each resized map. */
  totals(stack: ResizedStack): Float32Array;
  /** Σ_l weights_l · L_l at every pixel. Linear, hence summed at each resolution and resized once per resolution. */
  sum(stack: ResizedStack, weights: ArrayLike<number>): Float32Array;
  /**
   * max_l tanh(gain · L_l) at every pixel.
   * @param members positions within the stack, rising; at least one.
   */
  saturatedMaximum(stack: ResizedStack, members: readonly number[], gain: number): SaturatedMaximum;
  /**
   * (Π_l (L_l + floor))^(1/n) at every pixel, over n layers.
   * @param members positions within the stack, rising; at least one.
   * @param floor at least 1/512.
   */
  geometricMean(stack: ResizedStack, members: readonly number[], floor: number): Float32Array;
}

export interface RescaledMaps {
  /** In [0, 1]. */
  readonly maps: readonly Grid[];
  /** Why a map has nothing to show, or null. */
  readonly emptyReasons: readonly (EmptyReason | null)[];
}

export interface SaturatedMaximum {
  readonly values: Float32Array;
  /** Position within the stack of the layer that is the largest; of equals the first. */
  readonly winners: Int32Array;
}
