/** Many pictures, and little of each: types only. */
import type { ValueRange } from '../../cam/map/display.ts';
import type { MethodId } from '../../cam/methods.ts';
import type { RgbPixels } from '../../image/pixels.ts';
import type { HeadInfo } from './head.ts';
import type { ModelId } from './models.ts';
import type { Prediction } from './predict.ts';

export interface SurveyParams {
  readonly model: ModelId;
  /**
   * Each of the size that the model's card says. A call holds all of its inputs: ask for a large set in calls of a few
   * dozen pictures.
   */
  readonly inputs: readonly RgbPixels[];
  readonly want: SurveyWant;
}

/** What is wanted of each picture. What is left out is not computed, or not sent. */
export interface SurveyWant {
  readonly prediction?: boolean;
  /** The pooled features: see {@link SurveyedPicture.features}. */
  readonly features?: boolean;
  /** Refused where {@link HeadInfo.isPooledDense} is false. */
  readonly evidence?: boolean;
  /** Refused likewise. */
  readonly evidenceFeatures?: boolean;
  /** Costs a whole run for each picture; the others cost a forward pass for all of them. */
  readonly fusedMap?: FusedMapWant;
}

/** The mean of all layers' positive maps, min-max, as the program shows it, but small. */
export interface FusedMapWant {
  readonly method: MethodId;
  /** The class whose maps are fused. */
  readonly target: number | 'predicted';
  /** Cells along each side, 1 to 255; 32 is usual. */
  readonly side: number;
}

/** What was asked for of one picture. */
export interface SurveyedPicture {
  /** Position in {@link SurveyParams.inputs}; rises by one with each event. */
  readonly index: number;
  readonly prediction?: Prediction;
  /**
   * The last target layer's output (see {@link HeadInfo.layer}), averaged over all cells: one number a channel, as
   * 16-bit floats (`decodeHalfFloats` in lib/halfFloats.ts). 1,280 numbers for MobileNetV2.
   */
  readonly features?: Uint16Array<ArrayBuffer>;
  readonly evidence?: CellEvidence;
  readonly evidenceFeatures?: EvidenceFeatures;
  readonly fusedMap?: SmallMap;
}

/**
 * Where a logit comes from, exactly: z = Σ_c s_c + b with s_c = (w · A_c) / (number of cells), A_c the channels of the
 * last layer at cell c, w and b the dense layer's weights and bias for this logit.
 */
export interface CellEvidence {
  readonly width: number;
  readonly height: number;
  /** s, row-major, in logits; positive cells speak for the class. */
  readonly cells: Float32Array<ArrayBuffer>;
  /** b. */
  readonly bias: number;
  /** Position in {@link Prediction.logits}: 0 in a binary model, whose z speaks for label 1; else the predicted class. */
  readonly logit: number;
}

/**
 * What evidence is made of, wherever in the picture it lies: Σ_c e_c A_c / Σ_c e_c with e_c the evidence of cell c for a
 * logit, or against it. One number a channel, as 16-bit floats; the pooled features where no cell has such evidence.
 */
export interface EvidenceFeatures {
  /** e_c = max(0, s_c). */
  readonly for: Uint16Array<ArrayBuffer>;
  /** e_c = max(0, −s_c). */
  readonly against: Uint16Array<ArrayBuffer>;
  /** As {@link CellEvidence.logit}. */
  readonly logit: number;
}

/** A map of few cells in few bits. */
export interface SmallMap {
  readonly width: number;
  readonly height: number;
  /** Row-major; 0 stands for `range.min`, 255 for `range.max`. Zeros where `isEmpty`. */
  readonly cells: Uint8Array<ArrayBuffer>;
  /** Of the mean before min-max, within [0, 1]. */
  readonly range: ValueRange;
  /** True when there is nothing to show: no layer speaks for the class, or all cells are equal. */
  readonly isEmpty: boolean;
  /** The class that the map explains. */
  readonly classIndex: number;
}

export interface SurveySummary {
  readonly elapsedMs: number;
}
