import type { Grid } from '../../cam/map/grid.ts';
import { mapStatistics } from '../../cam/map/statistics.ts';
import type { LayerKind, Phase } from '../../model/layers/layerGraph.ts';
import { layerTitle } from '../../model/layers/layerTitle.ts';
import type { App } from '../../state/explain/app.ts';
import type { DisplayMap, EmptyReason, RawMaps } from '../../state/explain/maps/displayMap.ts';
import { rawLayer } from '../../state/explain/maps/probeValue.ts';

/** One layer in numbers: docs/mathematics.md "Layers in numbers". Null where there is no number. */
export interface LayerStatistics {
  /** Position among all layers of the network, from 0. */
  readonly index: number;
  readonly name: string;
  /** The name for people. */
  readonly title: string;
  readonly kind: LayerKind;
  readonly block: number;
  readonly phase: Phase;
  /** Of the map, in cells. */
  readonly height: number;
  readonly width: number;
  /** Of the raw map: signed, unscaled. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Σ relu(map) / Σ |map|, 0–1. */
  readonly positiveShare: number | null;
  /** Cell of the strongest displayed evidence, from 0, counted from the upper left. */
  readonly peakRow: number | null;
  readonly peakColumn: number | null;
  /** Why the map shows nothing under the chosen sign; null when it shows something. */
  readonly empty: EmptyReason | null;
  /** The layer's share of the fused map, 0–1. */
  readonly fusedShare: number | null;
  /** Share of the layer's evidence in the user's box, 0–1. */
  readonly boxEnergy: number | null;
  /** Share of the layer's evidence in the hot region, 0–1, where that is shown or painted. */
  readonly regionEnergy: number | null;
}

/** The layers of the chosen set in network order, as they are on the screen; empty while no maps are shown. */
export function layerStatistics({ maps, regionEnergies }: App): readonly LayerStatistics[] {
  const raw = maps.raw();
  if (raw === null) return [];
  const shares = maps.shares();
  const inBox = maps.box()?.energies ?? null;
  const inRegion = regionEnergies()?.energies ?? null;
  return maps.layers().map((layer, position) => {
    const { index, name, kind, block, phase, height, width } = layer;
    const display = maps.layerAt(position);
    return {
      ...{ index, name, title: layerTitle(layer), kind, block, phase, height, width },
      ...rawNumbers(rawMapOf(raw, index)),
      ...peakOf(display),
      empty: display?.empty ?? null,
      fusedShare: finite(shares?.[position]),
      boxEnergy: finite(inBox?.[position]),
      regionEnergy: finite(inRegion?.[position]),
    };
  });
}

function rawMapOf({ model, maps }: RawMaps, index: number): Grid | null {
  const layer = model.layers[index];
  return layer && maps.extent !== 'network' ? rawLayer(maps, layer) : null;
}

function rawNumbers(map: Grid | null): Pick<LayerStatistics, 'min' | 'max' | 'mean' | 'positiveShare'> {
  const statistics = map && mapStatistics(map);
  if (!map || !statistics?.isFinite) return { min: null, max: null, mean: null, positiveShare: null };
  const { min, max, positiveShare } = statistics;
  const sum = map.data.reduce((total, value) => total + value, 0);
  // A map without cells has no mean.
  return { min, max, mean: finite(sum / map.data.length), positiveShare };
}

function peakOf(map: DisplayMap | null): Pick<LayerStatistics, 'peakRow' | 'peakColumn'> {
  const cell = map?.empty === null ? map.peakCell : null;
  return { peakRow: cell?.row ?? null, peakColumn: cell?.column ?? null };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
