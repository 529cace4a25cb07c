/**
 * The public entry, built as `dist/lib`: class activation maps for any picture classifier of TensorFlow.js in a page, a
 * worker or Node, without DOM. docs/library.md has an example.
 */
export type { Grid } from '../cam/map/grid.ts';
export {
  type CamMethodId,
  camMethodIds,
  type MethodExtent,
  type MethodFacts,
  methodCatalogue,
} from '../cam/methods.ts';
export { Failure, type FailureCode } from '../lib/failure.ts';
export type { LayerInfo } from '../model/layers/layerGraph.ts';
/* The same as a service for models with a card, which runs in a worker: what the application is built on. */
export type { Engine, EngineMethods, Finding } from './api.ts';
export { createEngine, type EngineDependencies } from './createEngine.ts';
export {
  createExplainer,
  type Explainer,
  type ExplainOptions,
  explain,
  explainSequence,
  type ImageTensor,
  type LayersExplanation,
} from './explainer.ts';
export type { FuseMaps, FusionChoice, FusionRule, LayerMap, WeightedFusion } from './fuseLayerMaps.ts';
export { type FetchBytes, fetchBytes } from './network/fetchBytes.ts';
export type { ExplainableModel } from './network/readModel.ts';
export type { Frames } from './sequence.ts';
