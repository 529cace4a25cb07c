import type { StoreApi } from 'zustand/vanilla';
import { averageLayers } from '../cam/average.ts';
import { photoToCell } from '../cam/coordinates.ts';
import { describeMap } from '../cam/describeMap.ts';
import type { ValueRange } from '../cam/display.ts';
import { displayGrid, runRange } from '../cam/displayGrid.ts';
import { layerMap } from '../cam/layerMap.ts';
import { mapStatistics } from '../cam/statistics.ts';
import type { ModelInfo } from '../engine/api.ts';
import type { LayerInfo } from '../model/layerGraph.ts';
import { lastConvolution, selectLayers } from '../model/layerSet.ts';
import type { ScenePhoto } from '../render/api.ts';
import type { DisplayMap, MapSource, ProbeReading } from './app.ts';
import type { AppState, StoredRun } from './appState.ts';
import { positionOf } from './layerNavigation.ts';
import type { StageSource, View } from './view.ts';

export interface MapSourceOptions {
  readonly store: StoreApi<AppState>;
  /** The model of the engine that answered last; null before the first. */
  model(): ModelInfo | null;
  shownMaps(): StoredRun | null;
  /** The photo behind the shown maps. */
  shownPhoto(): ScenePhoto | null;
}

/** A {@link DisplayMap} before it is coloured, so that new colours keep the grid. */
type UncolouredMap = Omit<DisplayMap, 'colours'>;

interface Shown {
  readonly model: ModelInfo;
  readonly run: StoredRun;
}

/**
 * The maps on the screen, made from the shown run's raw maps and the view's display choices without the
 * engine: docs/mathematics.md "From map to picture" and "All-layer average". Answers are kept until
 * another run is shown.
 */
export function createMapSource(options: MapSourceOptions): MapSource {
  const selectedLayers = new Map<string, readonly LayerInfo[]>();
  const uncoloured = new Map<string, UncolouredMap>();
  const coloured = new Map<string, DisplayMap>();
  const runRanges = new Map<string, ValueRange>();
  let layersOf: ModelInfo | null = null;
  let mapsOf: StoredRun | null = null;

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
      for (const kept of [uncoloured, coloured, runRanges]) kept.clear();
      mapsOf = run;
    }
    return model && run ? { model, run } : null;
  }

  /** `key` names everything that `make` depends on beside the run and the colours. */
  function colour(key: string, make: () => UncolouredMap): DisplayMap {
    const { sign, colourMap } = view();
    const colours = sign === 'signed' ? 'diverging' : colourMap;
    return remembered(coloured, `${key}|${colours}`, () => {
      const map = remembered(uncoloured, key, make);
      return {
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
      };
    });
  }

  function displayLayer({ model, run }: Shown, layer: LayerInfo): DisplayMap {
    const { method, sign, scale } = view();
    return colour(`${method}|${sign}|${scale}|${layer.index}`, () => {
      const maps = run.maps[method];
      const range =
        scale === 'run'
          ? remembered(runRanges, `${method}|${sign}`, () => runRange(maps, model.layers, sign))
          : null;
      const map = layerMap(maps, layer);
      const display = displayGrid(map, sign, range);
      const positiveShare = display.empty === null ? mapStatistics(map).positiveShare : null;
      return uncolouredMap({ ...display, sign, positiveShare, layer, averaged: null });
    });
  }

  function displayAverage({ model, run }: Shown): DisplayMap {
    const { method, sign, layerSet } = view();
    return colour(`${method}|${sign}|average of ${layerSet}`, () => {
      const set = layers();
      const { width, height } = model.card.input;
      const average = averageLayers(run.maps[method], set, { sign, width, height });
      return uncolouredMap({
        grid: average.grid,
        range: average.range,
        empty: average.emptyReason,
        sign,
        positiveShare: null,
        layer: null,
        averaged: { layers: set.length, empty: average.empty },
      });
    });
  }

  function layerAt(position: number): DisplayMap | null {
    const layer = layers()[position];
    const now = shown();
    return now && layer ? displayLayer(now, layer) : null;
  }

  const position = () => positionOf(layers(), view().layer);

  function stage(source: StageSource): DisplayMap | null {
    const now = shown();
    if (now === null) return null;
    if (source === 'layer') return layerAt(position());
    if (source === 'average') return displayAverage(now);
    const last = lastConvolution(now.model.layers);
    return last ? displayLayer(now, last) : null;
  }

  function probe(source: StageSource, photoX: number, photoY: number): ProbeReading | null {
    const photo = options.shownPhoto();
    const run = options.shownMaps();
    const map = stage(source);
    if (!photo || !run || !map) return null;
    const cell = photoToCell({ x: photoX, y: photoY }, photo.seen, map.grid);
    if (cell === null) return null;
    const values = map.layer ? layerMap(run.maps[view().method], map.layer) : map.grid;
    const value = values.data[cell.row * values.width + cell.column];
    return value === undefined ? null : { value, column: cell.column, row: cell.row };
  }

  return { layers, position, layerAt, stage, probe };
}

function uncolouredMap(
  parts: Omit<UncolouredMap, 'description' | 'peakCell'> & { readonly sign: View['sign'] },
): UncolouredMap {
  const { sign, ...map } = parts;
  let described: ReturnType<typeof describeMap> | null = null;
  const words = () => {
    described ??= describeMap(map.grid, sign, map.empty);
    return described;
  };
  // Only what is looked at is described: the filmstrip alone asks for all layers.
  return {
    ...map,
    get peakCell() {
      return words().peak?.cell ?? null;
    },
    get description() {
      return words().sentence;
    },
  };
}

function remembered<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const value = make();
  values.set(key, value);
  return value;
}
