/**
 * The engine's contract: types only. Three implementations: `createEngine` (numeric; worker or Node),
 * `connectEngine` (page, talks to a worker) and the fake of the tests.
 *
 * The engine returns RAW maps: signed, unscaled, at each layer's own resolution. Sign, scale, fusion
 * and colour are display choices made from them without the engine. Only a survey, which goes through more
 * pictures than anybody could hold the maps of, answers with small fused maps.
 */
import type { Service } from '../lib/service.ts';
import type {
  LoadEvent,
  LoadedModel,
  LoadParams,
  ModelId,
  StartedEngine,
  StartParams,
  UnloadParams,
} from './api/models.ts';
import type { Predictions, PredictParams } from './api/predict.ts';
import type { Derivation, DeriveParams, ExplainEvent, ExplainParams, Explanation } from './api/run.ts';
import type { SurveyedPicture, SurveyParams, SurveySummary } from './api/survey.ts';

export type { DerivedMethodId, MethodId } from '../cam/methods.ts';
export type * from './api/backend.ts';
export type * from './api/head.ts';
export type * from './api/models.ts';
export type * from './api/predict.ts';
export type * from './api/run.ts';
export type * from './api/survey.ts';

/**
 * Calls that name a model reject with `modelNotLoaded` when it is not there, or not any more: load it again.
 */
export interface EngineMethods {
  /** Chooses the backend. Must come first; again to choose another, which gives up every call and every model. */
  start: { params: StartParams; result: StartedEngine; event: never };
  /**
   * Loads and checks a model. Several may be loaded; beyond a budget of bytes those used longest ago leave, the pinned
   * and the newest never. One that is loaded already is answered at once.
   */
  load: { params: LoadParams; result: LoadedModel; event: LoadEvent };
  /** Frees a model as soon as nobody computes with it. Does nothing for one that is not loaded. */
  unload: { params: UnloadParams; result: null; event: never };
  /** One throw-away run at the real shape, so that the first picture is not the slow one. */
  warmUp: { params: { readonly model: ModelId }; result: { readonly elapsedMs: number }; event: never };
  /** All layers' maps for one picture and one target. */
  explain: { params: ExplainParams; result: Explanation; event: ExplainEvent };
  /**
   * What the model says of pictures, without maps: one forward pass each, cancelled between two of them. The run that
   * is kept for `derive` stays. `fraction` rises with each picture.
   */
  predict: { params: PredictParams; result: Predictions; event: { readonly fraction: number } };
  /** Maps of the last kept run by another method, from what it kept. `fraction` never falls. */
  derive: { params: DeriveParams; result: Derivation; event: { readonly fraction: number } };
  /**
   * The answers to many pictures, one event a picture with what is asked for and nothing else, in the lane `bulk`:
   * whatever else is asked of the engine comes first.
   */
  survey: { params: SurveyParams; result: SurveySummary; event: SurveyedPicture };
}

export type Engine = Service<EngineMethods>;
