/** A loaded model and how it is computed: types only. */
import type { ModelCard } from '../../model/card/card.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { BackendInfo, BackendName } from './backend.ts';
import type { HeadInfo } from './head.ts';

/** Names a model by its content: see {@link ModelInfo.hash}. */
export type ModelId = string;

export interface ModelInfo {
  readonly card: ModelCard;
  /** Names exactly these files: the first 16 digits of each one's SHA-256, joined by hyphens. */
  readonly hash: string;
  readonly layers: readonly LayerInfo[];
  /** Sum of height × width over the layers: length of each map array of a run. */
  readonly mapLength: number;
  readonly head: HeadInfo;
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

export interface EngineInfo {
  readonly backend: BackendInfo;
  readonly model: ModelInfo;
  readonly tracing: Tracing;
  readonly reduction: Reduction;
}

export interface OpenParams {
  /** URL (or path, in Node) of the model's card.json; its files stand beside it. */
  readonly cardUrl: string;
  /** `auto` takes the best backend that passes the self-test. */
  readonly backend: BackendName | 'auto';
}

/** `fraction` never falls within one call. */
export type OpenEvent =
  | { readonly phase: 'choosingBackend' }
  | { readonly phase: 'downloading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'building' };
