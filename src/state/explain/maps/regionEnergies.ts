import type { StoreApi } from 'zustand/vanilla';
import type { LayerStack } from '../../../cam/fuse/resizedStack.ts';
import type { Sign } from '../../../cam/map/display.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import type { AppState } from '../appState.ts';
import { createEnergyStack, layerEnergies } from './boxMeasures.ts';
import type { MapSource } from './displayMap.ts';
import type { HotRegion } from './hotRegions.ts';

/** Where the layers' evidence lies, for one place in the picture. */
export interface EnergiesInside {
  /** The place's share of what the network saw, 0–1: the energy inside of a map that prefers no place. */
  readonly area: number;
  /** For each layer of the set, 0–1; NaN for an empty layer. */
  readonly energies: Float32Array;
}

export interface RegionEnergiesOptions {
  readonly store: StoreApi<AppState>;
  readonly maps: Pick<MapSource, 'raw' | 'layers'>;
  region(): HotRegion | null;
}

/**
 * Each layer's energy inside the hot region, once that is more than a threshold waiting to be used: shown on a stage,
 * or painted. Memoised: the same question gives the same object. Null without maps per layer.
 */
export function createRegionEnergies(options: RegionEnergiesOptions): () => EnergiesInside | null {
  let latestStack: {
    readonly maps: Float32Array;
    readonly layers: readonly LayerInfo[];
    readonly sign: Sign;
    readonly stack: LayerStack;
  } | null = null;
  let latest: {
    readonly region: HotRegion;
    readonly stack: LayerStack;
    readonly report: EnergiesInside;
  } | null = null;

  function stackOf(sign: Sign): LayerStack | null {
    const raw = options.maps.raw();
    if (raw === null || raw.maps.extent !== 'layers') return null;
    const { maps } = raw.maps;
    const layers = options.maps.layers();
    const isLatest = latestStack?.maps === maps && latestStack.layers === layers && latestStack.sign === sign;
    if (!isLatest) {
      const stack = createEnergyStack(maps, layers, sign, raw.model.card.input);
      latestStack = { maps, layers, sign, stack };
    }
    return latestStack?.stack ?? null;
  }

  return () => {
    const { view, shown, strokes } = options.store.getState();
    const isUsed =
      view.mask.shows !== 'heat' || (shown !== null && (strokes[shown.pictureId] ?? []).length > 0);
    const region = isUsed ? options.region() : null;
    const stack = region && stackOf(view.sign);
    if (!region || !stack) return null;
    if (latest?.region !== region || latest.stack !== stack) {
      latest = { region, stack, report: { area: region.share, energies: layerEnergies(stack, region.mask) } };
    }
    return latest.report;
  };
}
