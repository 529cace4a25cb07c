import type { StoreApi } from 'zustand/vanilla';
import { photoToCell } from '../../../cam/map/coordinates.ts';
import type { ValueRange } from '../../../cam/map/display.ts';
import { displayGrid, runRange } from '../../../cam/map/displayGrid.ts';
import { zeroGrid } from '../../../cam/map/grid.ts';
import { mapStatistics } from '../../../cam/map/statistics.ts';
import type { CamMethodId } from '../../../cam/methods.ts';
import type { ModelInfo } from '../../../engine/api.ts';
import { remembered } from '../../../lib/remembered.ts';
import type { Localisation } from '../../../measure/localisation.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import { lastConvolution, selectLayers } from '../../../model/layers/layerSet.ts';
import type { ScenePhoto } from '../../../render/api.ts';
import type { AppState } from '../appState.ts';
import type { MethodMaps } from '../runs/methodMaps.ts';
import type { StoredRun } from '../runs/runStatus.ts';
import { positionOf } from '../view/layerNavigation.ts';
import type { StageSource } from '../view/view.ts';
import { createBoxReports, type DrawnBox } from './boxReports.ts';
import type { BoxReport, DisplayMap, MapSource, ProbeReading, RawMaps } from './displayMap.ts';
import { createFusedMaps, type FusedLayers } from './fusedMaps.ts';
import { probeValue, rawLayer } from './probeValue.ts';
import { type UncolouredMap, uncolouredMap } from './uncolouredMap.ts';

export interface MapSourceOptions {
  readonly store: StoreApi<AppState>;
  /** The model of the engine that answered last; null before the first. */
  model(): ModelInfo | null;
  shownMaps(): StoredRun | null;
  /** What is known of a method's maps of a run; null while nothing is. */
  methodMaps(run: StoredRun, method: CamMethodId): MethodMaps | null;
  /** The photo behind the shown maps. */
  shownPhoto(): ScenePhoto | null;
}

interface Shown extends RawMaps {
  readonly run: StoredRun;
}

const defaultMethod: CamMethodId = 'positiveGradCam';

/** What most tools show of the last convolution. */
const usualMethod: CamMethodId = 'gradCam';

/** For screen readers; the interface says more where the map would be. */
const nothingSentences = {
  wholeNetwork: 'Nothing to show: this method has one map for the whole network.',
  notComputed: 'Nothing to show: not computed for this layer yet.',
  layerByLayer: 'Nothing to show: this method is computed layer by layer.',
};

/**
 * The maps on the screen, made from the shown run's raw maps and the view's display choices without the
 * engine: docs/mathematics.md "From map to picture", "All-layer average" and "Other fusions". Answers are kept until
 * another run is shown. While the chosen method is being computed, the maps of the one before it stay.
 */
export function createMapSource(options: MapSourceOptions): MapSource {
  const selectedLayers = new Map<string, readonly LayerInfo[]>();
  const uncoloured = new Map<string, UncolouredMap>();
  const runRanges = new Map<string, ValueRange>();
  const fusedMaps = createFusedMaps();
  const boxReports = createBoxReports();
  let uncolouredFused = new WeakMap<FusedLayers, UncolouredMap>();
  let coloured = new WeakMap<UncolouredMap, Map<string, DisplayMap>>();
  const sharesOfLast = new WeakMap<readonly LayerInfo[], Float32Array>();
  let layersOf: ModelInfo | null = null;
  let mapsOf: StoredRun | null = null;
  let visibleMethod: CamMethodId = defaultMethod;

  const view = () => options.store.getState().view;

  function layers(): readonly LayerInfo[] {
    const model = options.model();
    if (model === null) return [];
    if (model !== layersOf) selectedLayers.clear();
    layersOf = model;
    const { layerSet } = view();
    return remembered(selectedLayers, layerSet, () => selectLayers(model.layers, layerSet));
  }

  function shown(): Shown | null {
    const model = options.model();
    const run = options.shownMaps();
    if (run !== mapsOf) {
      for (const kept of [uncoloured, runRanges, fusedMaps, boxReports]) kept.clear();
      uncolouredFused = new WeakMap();
      coloured = new WeakMap();
      mapsOf = run;
    }
    if (!model || !run) return null;
    for (const method of [view().method, visibleMethod, defaultMethod]) {
      const maps = options.methodMaps(run, method);
      if (maps === null) continue;
      visibleMethod = method;
      return { model, run, method, maps };
    }
    return null;
  }

  function colour(map: UncolouredMap): DisplayMap {
    const { sign, colourMap } = view();
    const colours = sign === 'signed' ? 'diverging' : colourMap;
    const byColours = coloured.get(map) ?? new Map<string, DisplayMap>();
    coloured.set(map, byColours);
    return remembered(byColours, colours, () => ({
      grid: map.grid,
      colours,
      range: map.range,
      empty: map.empty,
      positiveShare: map.positiveShare,
      layer: map.layer,
      averaged: map.averaged,
      get peakCell() {
        return map.peakCell;
      },
      get description() {
        return map.description;
      },
    }));
  }

  function nothing(empty: keyof typeof nothingSentences, layer: LayerInfo | null): DisplayMap {
    const map = remembered(uncoloured, `${empty}|${layer?.index}`, () => ({
      grid: zeroGrid(1, 1),
      range: { min: 0, max: 0 },
      empty,
      positiveShare: null,
      layer,
      averaged: null,
      peakCell: null,
      description: nothingSentences[empty],
    }));
    return colour(map);
  }

  function displayLayer(now: Shown, layer: LayerInfo): DisplayMap {
    const { method, maps, model } = now;
    const { sign, scale } = view();
    if (maps.extent === 'network') return nothing('wholeNetwork', layer);
    const raw = rawLayer(maps, layer);
    if (raw === null) return nothing('notComputed', layer);
    const makeMap = () => {
      const range =
        scale === 'run' && maps.extent === 'layers'
          ? remembered(runRanges, `${method}|${sign}`, () => runRange(maps.maps, model.layers, sign))
          : null;
      const display = displayGrid(raw, sign, range);
      const positiveShare = display.empty === null ? mapStatistics(raw).positiveShare : null;
      return uncolouredMap({ ...display, sign, positiveShare, layer, averaged: null });
    };
    return colour(remembered(uncoloured, `${method}|${sign}|${scale}|${layer.index}`, makeMap));
  }

  /** Null for what is shown as it is, without being fused. */
  function fused({ model, run, method, maps }: Shown): FusedLayers | null {
    const { fusion } = view();
    if (maps.extent !== 'layers' || fusion === 'lastLayer') return null;
    return fusedMaps.fuse(fusion, { model, run, method, maps: maps.maps, layers: layers(), view: view() });
  }

  function displayFused(now: Shown): DisplayMap {
    const { method, maps } = now;
    const { sign, fusion, mix } = view();
    if (maps.extent === 'singleLayer') return nothing('layerByLayer', null);
    if (maps.extent === 'network') {
      const makeMap = () => {
        const averaged = { rule: 'wholeNetwork', layers: now.model.layers.length, empty: 0 } as const;
        return uncolouredMap({
          ...displayGrid(maps.grid, sign, null),
          sign,
          positiveShare: null,
          layer: null,
          averaged,
        });
      };
      return colour(remembered(uncoloured, `${method}|${sign}|network`, makeMap));
    }
    const result = fused(now);
    if (result === null) return displayLastConvolution(now) ?? nothing('layerByLayer', null);
    const known = uncolouredFused.get(result);
    if (known) return colour(known);
    const isWeighted = Object.keys(mix.blockWeights).length > 0;
    const customRule = mix.rule === 'mean' && isWeighted ? 'weightedMean' : mix.rule;
    const rule = fusion === 'custom' ? customRule : fusion === 'sharpest' ? 'sharpest' : 'mean';
    const map = uncolouredMap({
      grid: result.grid,
      range: result.range,
      empty: result.emptyReason,
      sign,
      positiveShare: null,
      layer: null,
      averaged: { rule, layers: result.layerCount, empty: result.empty },
    });
    uncolouredFused.set(result, map);
    return colour(map);
  }

  function displayLastConvolution(now: Shown): DisplayMap | null {
    const last = lastConvolution(now.model.layers);
    return last ? displayLayer(now, last) : null;
  }

  function layerAt(position: number): DisplayMap | null {
    const layer = layers()[position];
    return layer ? mapOf(layer) : null;
  }

  function mapOf(layer: LayerInfo): DisplayMap | null {
    const now = shown();
    return now && displayLayer(now, layer);
  }

  const position = () => positionOf(layers(), view().layer);

  function stage(source: StageSource): DisplayMap | null {
    const now = shownIn(source);
    if (now === null) return null;
    if (source === 'layer') return layerAt(position());
    return source === 'average' ? displayFused(now) : displayLastConvolution(now);
  }

  /** The last convolution stands for what most tools show, so it is Grad-CAM's whatever method is chosen. */
  function shownIn(source: StageSource): Shown | null {
    const now = shown();
    if (now === null || source !== 'lastConvolution') return now;
    const maps = options.methodMaps(now.run, usualMethod);
    return maps && { ...now, method: usualMethod, maps };
  }

  function shares(): Float32Array | null {
    const now = shown();
    if (now === null || now.maps.extent !== 'layers') return null;
    const result = fused(now);
    if (result) return result.shares;
    const set = layers();
    const known = sharesOfLast.get(set) ?? oneShare(set, lastConvolution(now.model.layers));
    sharesOfLast.set(set, known);
    return known;
  }

  /** The user's box on the shown picture, where the network saw it. */
  function drawn(): DrawnBox | null {
    const { boxes, shown: shownRun } = options.store.getState();
    const box = shownRun && boxes[shownRun.pictureId];
    const seen = options.shownPhoto()?.seen;
    return box && seen ? { box, seen } : null;
  }

  function box(): BoxReport | null {
    const now = shown();
    const drawnBox = drawn();
    if (!now || !drawnBox) return null;
    const { model, method, maps } = now;
    const { sign, layerSet } = view();
    const input = { key: `${method}|${sign}|${layerSet}`, maps, layers: layers(), sign };
    return boxReports.report(drawnBox, model.card.input, input);
  }

  function localisation(source: StageSource): Localisation | null {
    const now = shown();
    const drawnBox = drawn();
    const map = stage(source);
    if (!now || !drawnBox || map === null || map.empty !== null) return null;
    return boxReports.localisation(drawnBox, now.model.card.input, map.grid, view().sign);
  }

  function probe(source: StageSource, photoX: number, photoY: number): ProbeReading | null {
    const photo = options.shownPhoto();
    const now = shownIn(source);
    const map = stage(source);
    if (!photo || !now || !map) return null;
    const cell = photoToCell({ x: photoX, y: photoY }, photo.seen, map.grid);
    if (cell === null) return null;
    const value = probeValue(map, now.maps, view().sign, cell);
    return value === undefined ? null : { value, column: cell.column, row: cell.row };
  }

  return {
    layers,
    position,
    layerAt,
    mapOf,
    stage,
    shares,
    box,
    localisation,
    raw: shown,
    probe,
  };
}

function oneShare(layers: readonly LayerInfo[], only: LayerInfo | null): Float32Array {
  return Float32Array.from(layers, ({ index }) => (index === only?.index ? 1 : 0));
}
