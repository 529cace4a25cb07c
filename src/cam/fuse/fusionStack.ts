import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { EvidenceSide } from '../map/evidenceSide.ts';
import type { Grid } from '../map/grid.ts';
import { layerMap } from '../map/layerMap.ts';
import { fusionKernels } from './chooseFusionKernels.ts';
import type { LayerStack, SizeGroup } from './resizedStack.ts';

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
