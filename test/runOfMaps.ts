import type { LayerInfo } from '../src/model/layers/layerGraph.ts';

/**
 * A run of square maps, given as rows of numbers: as many layers, one after another.
 *
 * @param facts of each layer, what should differ from a convolution of block 0.
 */
export function runOfMaps(
  maps: readonly (readonly number[])[],
  facts: readonly Partial<LayerInfo>[] = [],
): { maps: Float32Array; layers: LayerInfo[] } {
  let offset = 0;
  const layers = maps.map((map, index): LayerInfo => {
    const side = Math.sqrt(map.length);
    const layer: LayerInfo = {
      index,
      name: `layer_${index}`,
      className: 'Conv2D',
      kind: 'convolution',
      role: null,
      block: 0,
      phase: 'contours',
      isBlockOutput: false,
      height: side,
      width: side,
      channels: 1,
      offset,
      ...facts[index],
    };
    offset += map.length;
    return layer;
  });
  return { maps: Float32Array.from(maps.flat()), layers };
}
