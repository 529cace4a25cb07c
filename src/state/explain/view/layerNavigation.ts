/** Moving through a layer set: positions count from 0 and stop at the ends. An empty set has position 0. */
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';

/** The position of the layer called `name`; the last one for an unknown name. */
export function positionOf(layers: readonly LayerInfo[], name: string): number {
  const position = layers.findIndex((layer) => layer.name === name);
  return position >= 0 ? position : Math.max(0, layers.length - 1);
}

/** `position` as a whole number within the set. */
export function clampPosition(layers: readonly LayerInfo[], position: number): number {
  return Math.min(Math.max(0, Math.round(position) || 0), Math.max(0, layers.length - 1));
}

/**
 * The position of the first layer of the next or previous block that has layers in the set. Without such
 * a block: the last layer going forward, the first going back.
 */
export function positionAfterBlockStep(
  layers: readonly LayerInfo[],
  position: number,
  direction: 1 | -1,
): number {
  const block = layers[position]?.block;
  if (block === undefined) return 0;
  if (direction === 1) {
    const next = layers.findIndex((layer, index) => index > position && layer.block !== block);
    return next >= 0 ? next : layers.length - 1;
  }
  const previousBlock = layers.slice(0, position).findLast((layer) => layer.block !== block)?.block;
  if (previousBlock === undefined) return 0;
  return layers.findIndex((layer) => layer.block === previousBlock);
}

/** The layer of the set that stands nearest to `layer` in the network; the earlier one of two. */
export function nearestLayer(layers: readonly LayerInfo[], layer: LayerInfo): LayerInfo | null {
  let nearest: LayerInfo | null = null;
  for (const candidate of layers) {
    const distance = Math.abs(candidate.index - layer.index);
    if (nearest === null || distance < Math.abs(nearest.index - layer.index)) nearest = candidate;
  }
  return nearest;
}
