import { createFuser, type FusedMap, type Fuser, type Fusion } from '../../../cam/fuse/fusion.ts';
import { fuseSharpest } from '../../../cam/fuse/fusionSharpest.ts';
import type { Sign } from '../../../cam/map/display.ts';
import type { CamMethodId } from '../../../cam/methods.ts';
import type { ModelInfo } from '../../../engine/api.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import type { StoredRun } from '../runs/runStatus.ts';
import { encodeMix, layerWeights } from '../view/fusionMix.ts';
import type { View } from '../view/view.ts';

/** What a fusion is made from. */
export interface FusionInput {
  readonly model: ModelInfo;
  readonly run: StoredRun;
  readonly method: CamMethodId;
  /** The method's raw maps of all layers. */
  readonly maps: Float32Array;
  /** The layers of the set. */
  readonly layers: readonly LayerInfo[];
  readonly view: Pick<View, 'sign' | 'layerSet' | 'mix'>;
}

/** A fused map and how many layers it was asked to take in; its shares are those of the layers of the set. */
export interface FusedLayers extends FusedMap {
  readonly layerCount: number;
}

export interface FusedMaps {
  /** All fusions but `lastLayer`, which fuses nothing. The same question gives the same object. */
  fuse(fusion: 'article' | 'sharpest' | 'custom', input: FusionInput): FusedLayers;
  /** Forgets everything that was made from a run. */
  clear(): void;
}

/**
 * Fused maps from raw maps, live: one fuser is kept for the run, method, sign and layer set on the screen. Of the
 * user's own mix only the latest is remembered, for a drag of a slider passes through hundreds.
 */
export function createFusedMaps(): FusedMaps {
  const presets = new Map<string, FusedLayers>();
  let latestMix: { readonly key: string; readonly fused: FusedLayers } | null = null;
  let latestFuser: { readonly key: string; readonly fuser: Fuser } | null = null;

  function fuserOf({ model, method, maps, layers, view: { sign, layerSet } }: FusionInput): Fuser {
    const key = `${method}|${sign}|${layerSet}`;
    if (latestFuser?.key !== key) {
      latestFuser?.fuser.release();
      // Where memory is too short for another, the one that was released must not be asked.
      latestFuser = null;
      latestFuser = { key, fuser: createFuser(maps, layers, optionsOf(model, sign)) };
    }
    return latestFuser.fuser;
  }

  function preset(key: string, make: () => FusedLayers): FusedLayers {
    const fused = presets.get(key) ?? make();
    presets.set(key, fused);
    return fused;
  }

  return {
    fuse(fusion, input) {
      const { model, run, method, layers, view } = input;
      const key = `${method}|${view.sign}|${view.layerSet}`;
      switch (fusion) {
        case 'article':
          return preset(`mean|${key}`, () => ({
            ...fuserOf(input).fuse({ kind: 'mean' }),
            layerCount: layers.length,
          }));
        case 'sharpest':
          return preset(`sharpest|${key}`, () => {
            const fused = fuseSharpest(run.maps, model.layers, optionsOf(model, view.sign));
            const shares = Float32Array.from(layers, ({ index }) => fused.shares[index] ?? 0);
            // It counts a layer once for each of its two methods: no number for a caption.
            return { ...fused, shares, layerCount: model.layers.length, empty: 0 };
          });
        case 'custom': {
          const mixKey = `${key}|${encodeMix(view.mix)}`;
          if (latestMix?.key === mixKey) return latestMix.fused;
          const { rule, percentile } = view.mix;
          const weights = layerWeights(view.mix, layers);
          const importance = Float32Array.from(layers, ({ index }) => run.importance[index] ?? 0);
          const fusion: Fusion =
            rule === 'winsor' ? { kind: rule, importance, percentile, weights } : { kind: rule, weights };
          const takesPart = (weight: number, position: number) =>
            weight > 0 && (rule !== 'winsor' || importance[position]! > 0);
          const layerCount = weights.filter(takesPart).length;
          const fused = { ...fuserOf(input).fuse(fusion), layerCount };
          latestMix = { key: mixKey, fused };
          return fused;
        }
      }
    },
    clear() {
      presets.clear();
      latestMix = null;
      latestFuser?.fuser.release();
      latestFuser = null;
    },
  };
}

function optionsOf({ card }: ModelInfo, sign: Sign) {
  return { sign, width: card.input.width, height: card.input.height };
}
