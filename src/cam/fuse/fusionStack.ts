import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { EmptyReason } from '../map/display.ts';
import type { EvidenceSide } from '../map/evidenceSide.ts';
import type { Grid } from '../map/grid.ts';
import { layerMap } from '../map/layerMap.ts';
import { fusionKernels } from './fusionKernels.ts';

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

/** The evidence of one side, as a stack of maps ≥ 0. */
export function createLayerStack(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  side: EvidenceSide,
  width: number,
  height: number,
): LayerStack {
  const kernels = fusionKernels();
  const rescaled = kernels.rescale(
    layers.map((layer) => layerMap(maps, layer)),
    side,
  );
  const stack = { width, height, maps: rescaled.maps, groups: groupBySize(rescaled.maps) };
  return { ...stack, emptyReasons: rescaled.emptyReasons, totals: kernels.totals(stack) };
}

/** Layers of equal size, in the order in which sizes first occur. */
export function groupBySize(maps: readonly Grid[]): readonly SizeGroup[] {
  const groups: { width: number; height: number; members: number[] }[] = [];
  for (const [position, { width, height }] of maps.entries()) {
    const group = groups.find((other) => other.width === width && other.height === height);
    if (group) group.members.push(position);
    else groups.push({ width, height, members: [position] });
  }
  return groups;
}
