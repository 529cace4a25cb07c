import { lastConvolution } from '../../model/layers/layerSet.ts';
import type { App } from '../../state/explain/app.ts';

/** Which single layers a report shows. */
export type ReportLayers = 'story' | 'current' | 'blocks' | 'none';

/**
 * Positions within the layer set, rising: the layer on the screen; for the story also the last layer of each phase
 * and the last convolution; for the blocks every block's output.
 */
export function reportLayers({ maps }: Pick<App, 'maps'>, which: ReportLayers): readonly number[] {
  const layers = maps.layers();
  if (which === 'none' || layers.length === 0) return [];
  const wanted = new Set([maps.position()]);
  if (which === 'blocks') {
    for (const [position, { isBlockOutput }] of layers.entries()) if (isBlockOutput) wanted.add(position);
  }
  if (which === 'story') {
    for (const phase of new Set(layers.map((layer) => layer.phase))) {
      wanted.add(layers.findLastIndex((layer) => layer.phase === phase));
    }
    const last = lastConvolution(layers);
    // A set may have no convolution.
    if (last) wanted.add(layers.indexOf(last));
  }
  return [...wanted].sort((a, b) => a - b);
}
