/** How the library makes one heat map out of many layers' maps. */
import { type Fusion, fuseLayers } from '../cam/fuse/fusion.ts';
import { fuseSharpest, type SharpestMaps } from '../cam/fuse/fusionSharpest.ts';
import type { Grid } from '../cam/map/grid.ts';
import { Failure } from '../lib/failure.ts';
import type { LayerInfo } from '../model/layers/layerGraph.ts';

/** A layer with its raw map: signed, at the layer's own resolution. */
export interface LayerMap {
  readonly layer: LayerInfo;
  readonly map: Grid;
  /** Winsor-CAM's: how strongly the layer's gradients speak for the class, at least 0. */
  readonly importance: number;
}

/** Ready-made ways to fuse: docs/mathematics.md "All-layer average" and "Other fusions". */
export const fusionRules = ['mean', 'maximum', 'product', 'winsor', 'sharpest'] as const;
export type FusionRule = (typeof fusionRules)[number];

/** A rule with its settings. */
export interface WeightedFusion {
  readonly rule: Exclude<FusionRule, 'sharpest'>;
  /** At least 0, default 1; 0 leaves the layer out. `maximum` and `product` tell only 0 from the others. */
  readonly weightOf?: (layer: LayerInfo) => number;
  /** Where `winsor` clips the importances, 0–100; default 80. */
  readonly percentile?: number;
}

/** @param size of the model's input, which the heat map is to have */
export type FuseMaps = (
  maps: readonly LayerMap[],
  size: { readonly width: number; readonly height: number },
) => Grid;

/** What `fuse` of the library's options may be. */
export type FusionChoice = FusionRule | WeightedFusion | FuseMaps;

/**
 * The choice as a function.
 *
 * @param run all layers' maps of the run, and which layers were chosen: "sharpest" is made of two methods' maps,
 * whatever the method
 */
export function fuserOf(
  fuse: FusionChoice,
  run: { readonly maps: SharpestMaps; readonly layers: readonly LayerInfo[] },
): FuseMaps {
  if (typeof fuse === 'function') return fuse;
  if (fuse === 'sharpest') {
    return (_maps, size) => fuseSharpest(run.maps, run.layers, { sign: 'positive', ...size }).grid;
  }
  return fuseByRule(typeof fuse === 'string' ? { rule: fuse } : fuse);
}

function fuseByRule({ rule, weightOf = () => 1, percentile = 80 }: WeightedFusion): FuseMaps {
  return (maps, size) => {
    let offset = 0;
    const layers = maps.map(({ layer, map }) => {
      const placed = { ...layer, offset };
      offset += map.data.length;
      return placed;
    });
    const all = new Float32Array(offset);
    for (const [position, { map }] of maps.entries()) all.set(map.data, layers[position]!.offset);
    const weights = maps.map(({ layer }) => checkedWeight(layer, weightOf(layer)));
    const fusion: Fusion =
      rule === 'winsor'
        ? { kind: rule, percentile, weights, importance: maps.map(({ importance }) => importance) }
        : { kind: rule, weights };
    return fuseLayers(all, layers, { sign: 'positive', ...size }, fusion).grid;
  };
}

/** @throws Failure `internal` for a weight below zero and for what is no number */
function checkedWeight({ name }: LayerInfo, weight: number): number {
  if (weight >= 0 && weight < Infinity) return weight;
  throw new Failure('internal', `a layer's weight is at least 0, not ${weight}`, { layer: name });
}
