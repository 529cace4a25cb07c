import { fuseLayers } from '../../cam/fuse/fusion.ts';
import { shrink } from '../../cam/map/shrink.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { SmallMap } from '../api.ts';

/**
 * The mean of all layers' positive maps, as the program shows it (docs/mathematics.md "All-layer average"), then the
 * mean over `side` × `side` rectangles, in 8 bits.
 *
 * @param maps one method's raw maps of all layers, laid out as LayerInfo.offset says
 * @param size of the model's input
 */
export function fuseSmall(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  size: { readonly width: number; readonly height: number },
  side: number,
): Omit<SmallMap, 'classIndex'> {
  const { grid, range, emptyReason } = fuseLayers(
    maps,
    layers,
    { sign: 'positive', ...size },
    { kind: 'mean' },
  );
  const small = shrink(grid, side, side);
  const cells = Uint8Array.from(small.data, (value) => Math.round(255 * value));
  return { width: side, height: side, cells, range, isEmpty: emptyReason !== null };
}
