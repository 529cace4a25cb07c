import type { ColourMapId, ValueRange } from '../../../cam/map/display.ts';
import type { Grid } from '../../../cam/map/grid.ts';
import type { CamMethodId } from '../../../cam/methods.ts';
import type { ModelInfo } from '../../../engine/api.ts';
import type { PhotoRegion } from '../../../image/pixels.ts';
import type { Localisation } from '../../../measure/localisation.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import type { MethodMaps } from '../runs/methodMaps.ts';
import type { MixRule } from '../view/fusionMix.ts';
import type { StageSource } from '../view/view.ts';

/** Why a map has nothing to show. */
export type EmptyReason =
  /** All values have the sign that is not displayed. */
  | 'oppositeSign'
  /** All values are equal (usually zero): no gradient reaches this layer, or it is not active. */
  | 'flat'
  /** The numbers are not finite. */
  | 'notFinite'
  /** The method explains the network as a whole and has no map of a layer. */
  | 'wholeNetwork'
  /** The method is computed layer by layer, when asked: not for this layer yet. */
  | 'notComputed'
  /** The method is computed layer by layer, so there is nothing to fuse. */
  | 'layerByLayer';

/** How a fused map was made. */
export interface FusionSummary {
  readonly rule: MixRule | 'weightedMean' | 'sharpest' | 'wholeNetwork';
  /** How many layers went in, and how many of them were empty. */
  readonly layers: number;
  readonly empty: number;
}

/** One map ready to draw, with what the legend, the caption and the text equivalent need. */
export interface DisplayMap {
  /** In [0, 1], at the map's own resolution; on the diverging scale 0.5 is zero. */
  readonly grid: Grid;
  readonly colours: ColourMapId | 'diverging';
  /** The raw values that colour 0 and colour 1 stand for; of the average, its own unitless range. */
  readonly range: ValueRange;
  readonly empty: EmptyReason | null;
  /** Σ relu(map) / Σ |map| of the raw map, 0–1; null where it means nothing (the average, an empty map). */
  readonly positiveShare: number | null;
  /** Cell of the largest displayed value; null when empty. */
  readonly peakCell: { readonly column: number; readonly row: number } | null;
  /** Set for a single layer; null for an average. */
  readonly layer: LayerInfo | null;
  /** For a fused map: how it was made. */
  readonly averaged: FusionSummary | null;
  /** One sentence for screen readers and captions, e.g. "74 % of the evidence lies in the upper left; …". */
  readonly description: string;
}

/**
 * Maps for the current view and shown run. All answers are memoised: the same question gives the same
 * object until the run or the display choices change, so that renderers may compare by identity.
 * Every method returns null while there is no run.
 */
export interface MapSource {
  /** Layers of the chosen set, in network order (all target layers while set and model allow). */
  layers(): readonly LayerInfo[];
  /** Position of `view.layer` within `layers()`; the last position for an unknown name. */
  position(): number;
  /** The map of the layer at a position of `layers()`. */
  layerAt(position: number): DisplayMap | null;
  /** The map of any layer of the model, in the chosen set or not. */
  mapOf(layer: LayerInfo): DisplayMap | null;
  /** What a stage shows now. */
  stage(source: StageSource): DisplayMap | null;
  /**
   * Share of each layer of `layers()` in the fused map: sums to 1 unless the set holds none of what was fused. Null
   * where the method has no maps to fuse.
   */
  shares(): Float32Array | null;
  /** The user's box on the shown picture and what it holds, or null without one. */
  box(): BoxReport | null;
  /** How well a stage's map lies on the box; null without a box, or where the network saw nothing of it. */
  localisation(source: StageSource): Localisation | null;
  /** What the visible maps are made from; unlike other answers a new object each time, around the same arrays. */
  raw(): RawMaps | null;
  /** Raw value of a stage's map under a photo point, for the hover probe; null outside the seen region. */
  probe(source: StageSource, photoX: number, photoY: number): ProbeReading | null;
}

export interface BoxReport {
  /** In the photo's own pixels. */
  readonly box: PhotoRegion;
  /** The box's share of what the network saw, 0–1: the energy inside of a map that prefers no place. */
  readonly area: number;
  /** Energy inside the box for each layer of `layers()`, 0–1; NaN for an empty layer. Null without maps per layer. */
  readonly energies: Float32Array | null;
}

/** The numbers behind the visible maps: signed, unscaled, each map at its own resolution. */
export interface RawMaps {
  readonly model: ModelInfo;
  /** The method that the visible maps were made by; not the chosen one while that is still being computed. */
  readonly method: CamMethodId;
  readonly maps: MethodMaps;
}

export interface ProbeReading {
  /** On the scale of the legend: the raw map value of a layer, the fused map's value within its range. */
  readonly value: number;
  readonly column: number;
  readonly row: number;
}
