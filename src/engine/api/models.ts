/** A loaded model and how it is computed: types only. */
import type { ModelCard } from '../../model/card/card.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { BackendInfo, BackendName } from './backend.ts';
import type { HeadInfo } from './head.ts';

/** Names a model by its content: the first 16 digits of each file's SHA-256, joined by hyphens. */
export type ModelId = string;

/** Where a model comes from. */
export type ModelSource = {
  readonly kind: 'card';
  /** URL (or path, in Node) of the model's card.json; its files stand beside it. */
  readonly url: string;
};

export interface ModelInfo {
  readonly id: ModelId;
  readonly card: ModelCard;
  readonly layers: readonly LayerInfo[];
  /** Sum of height × width over the layers: length of each map array of a run. */
  readonly mapLength: number;
  readonly head: HeadInfo;
  readonly costs: ModelCosts;
}

/** Memory on the engine's device, in bytes. */
export interface ModelCosts {
  /** The model itself, as long as it is loaded. */
  readonly modelBytes: number;
  /** What is kept of a run so that further methods can be derived from it. */
  readonly keptBytes: number;
  /** A run while it is computed, about. */
  readonly runBytes: number;
}

/**
 * How gradients are computed: by the compiled plan, or by tfjs' automatic differentiation when the model
 * has a layer that the plan does not know.
 */
export type Tracing = { readonly kind: 'plan' } | { readonly kind: 'tape'; readonly reason: string };

/**
 * What makes the maps from activations and gradients: kernels of our own, plain loops over the backend's memory, or
 * tensor operations, which take by far the longest; and why no kernels.
 */
export type Reduction =
  | { readonly kind: 'kernels' }
  | { readonly kind: 'loops' | 'operations'; readonly reason: string };

/** What the engine computes with. */
export interface StartedEngine {
  readonly backend: BackendInfo;
  readonly reduction: Reduction;
}

export interface LoadedModel {
  readonly model: ModelInfo;
  readonly tracing: Tracing;
}

/** An engine with the model that is looked at. */
export interface EngineInfo extends StartedEngine, LoadedModel {}

export interface StartParams {
  /** `auto` takes the best backend that passes the self-test. */
  readonly backend: BackendName | 'auto';
}

export interface LoadParams {
  readonly source: ModelSource;
  /** A pinned model stays until it is unloaded; others leave when there are too many. False when missing. */
  readonly isPinned?: boolean;
}

export interface UnloadParams {
  readonly model: ModelId;
}

/** `loadedBytes` never falls within one call. */
export type LoadEvent =
  | { readonly phase: 'downloading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'building' };
