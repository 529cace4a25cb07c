import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { Grid } from './grid.ts';

/** Where a layer's map lies within a run; any {@link LayerInfo} is one. */
export type MapPlace = Pick<LayerInfo, 'offset' | 'height' | 'width'>;

/**
 * One layer's raw map, as a view into the concatenated maps of a run: nothing is copied.
 *
 * @param maps all layers' maps one after another, each row-major (`Explanation.maps[method]`).
 */
export function layerMap(maps: Float32Array, layer: MapPlace): Grid {
  const { offset, height, width } = layer;
  return { width, height, data: maps.subarray(offset, offset + height * width) };
}
