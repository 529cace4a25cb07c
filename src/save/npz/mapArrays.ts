import { layerMap } from '../../cam/map/layerMap.ts';
import type { DisplayMap, RawMaps } from '../../state/explain/maps/displayMap.ts';
import type { NamedArray } from './npz.ts';

/**
 * The maps as arrays of shape [height, width]: `fused`, the fused map on the screen, in [0, 1]; then the raw maps,
 * signed and unscaled, under the layers' names in network order, of all layers of the network whatever set is chosen.
 * A method with one map for the whole network gives `network` in their place; one that is computed layer by layer
 * gives the layers that were computed.
 *
 * @param fused null, or a map that says it is absent, where there is nothing to fuse.
 */
export function mapArrays({ model, maps }: RawMaps, fused: DisplayMap | null): readonly NamedArray[] {
  const arrays: NamedArray[] = [];
  // First, so that the name is its own even where a layer is called the same.
  if (fused !== null && fused.empty !== 'layerByLayer' && fused.empty !== 'notComputed') {
    const { width, height, data } = fused.grid;
    arrays.push({ name: 'fused', shape: [height, width], data });
  }
  if (maps.extent === 'network') {
    const { width, height, data } = maps.grid;
    return [...arrays, { name: 'network', shape: [height, width], data }];
  }
  for (const layer of model.layers) {
    const data = maps.extent === 'layers' ? layerMap(maps.maps, layer).data : maps.mapOf(layer.index);
    if (data !== null) arrays.push({ name: layer.name, shape: [layer.height, layer.width], data });
  }
  return arrays;
}
