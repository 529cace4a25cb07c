/** What a shown map says at one of its cells, on the scale of its legend. */
import type { Sign } from '../../../cam/map/display.ts';
import type { Cell, Grid } from '../../../cam/map/grid.ts';
import { layerMap } from '../../../cam/map/layerMap.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import type { MethodMaps } from '../runs/methodMaps.ts';
import type { DisplayMap } from './displayMap.ts';

/**
 * The raw value of a layer's map, or what the colour of a fused one stands for.
 * Where evidence against is shown, it counts upwards, as on the legend.
 */
export function probeValue(map: DisplayMap, maps: MethodMaps, sign: Sign, cell: Cell): number | undefined {
  const at = ({ width, data }: Grid) => data[cell.row * width + cell.column];
  if (map.layer === null) {
    const { min, max } = map.range;
    const share = at(map.grid);
    return share === undefined ? undefined : min + share * (max - min);
  }
  const raw = rawLayer(maps, map.layer);
  const value = raw ? at(raw) : undefined;
  return value !== undefined && sign === 'negative' ? -value : value;
}

/** A layer's raw map, or null where the method has none. */
export function rawLayer(maps: MethodMaps, layer: LayerInfo): Grid | null {
  if (maps.extent === 'layers') return layerMap(maps.maps, layer);
  const data = maps.extent === 'singleLayer' ? maps.mapOf(layer.index) : null;
  return data && { width: layer.width, height: layer.height, data };
}
