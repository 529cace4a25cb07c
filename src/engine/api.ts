/**
 * The engine's contract: types only. Three implementations: `createEngine` (numeric; worker or Node),
 * `connectEngine` (page, talks to a worker) and the fake of the tests.
 *
 * The engine returns RAW maps: signed, unscaled, at each layer's own resolution. Sign, scale, fusion
 * and colour are display choices made from them without the engine.
 */
import type { RgbPixels } from '../image/pixels.ts';
import type { Service } from '../lib/service.ts';
import type { ModelCard } from '../model/card.ts';
import type { LayerInfo } from '../model/layerGraph.ts';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Why a backend that would have been preferred was not taken. */
export interface BackendRefusal {
  readonly backend: BackendName;
  /** One plain clause, e.g. "this browser has no WebGPU adapter". */
  readonly reason: string;
}

export interface BackendInfo {
  readonly name: BackendName;
  /** What the platform says of the device, e.g. "NVIDIA H100" or "WebAssembly SIMD"; may be empty. */
  readonly device: string;
  /** True where a graphics processor does the work. */
  readonly onGpu: boolean;
  readonly refusals: readonly BackendRefusal[];
}

/** The methods whose maps every run carries, all from one forward and one backward pass. */
export type MethodId = 'positiveGradCam' | 'gradCam' | 'layerCam';

export interface ModelInfo {
  readonly card: ModelCard;
  /** Names exactly these files: the first 16 digits of each one's SHA-256, joined by hyphens. */
  readonly hash: string;
  readonly layers: readonly LayerInfo[];
  /** Sum of height × width over the layers: length of each map array of a run. */
  readonly mapLength: number;
}

/**
 * How gradients are computed: by the compiled plan, or by tfjs' automatic differentiation when the model
 * has a layer that the plan does not know.
 */
export type Tracing = { readonly kind: 'plan' } | { readonly kind: 'tape'; readonly reason: string };

export interface EngineInfo {
  readonly backend: BackendInfo;
  readonly model: ModelInfo;
  readonly tracing: Tracing;
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

/** What the model says of one picture. */
export interface Prediction {
  /** Pre-activation outputs: one number for a binary model (its z), else one per class. */
  readonly logits: readonly number[];
  /** One probability per label, in label order; sums to 1. */
  readonly probabilities: readonly number[];
  /** Index of the most probable label. */
  readonly classIndex: number;
}

export interface ExplainParams {
  readonly input: RgbPixels;
  /** The class whose score is explained; `predicted` takes the most probable. */
  readonly target: number | 'predicted';
}

export type ExplainEvent =
  | { readonly phase: 'predicted'; readonly prediction: Prediction }
  | { readonly phase: 'mapping'; readonly fraction: number };

export interface Explanation {
  readonly prediction: Prediction;
  /** The class that the maps explain. */
  readonly classIndex: number;
  /**
   * Per method, all layers' raw maps one after another in network order;
   * layer l occupies [offset, offset + height × width) (see LayerInfo), row-major.
   */
  readonly maps: Readonly<Record<MethodId, Float32Array>>;
  readonly backend: BackendName;
  /** From the call's arrival in the engine to the last number read back. */
  readonly elapsedMs: number;
}

export interface EngineMethods {
  /** Chooses the backend, loads and checks the model. Must come first; again to change either. */
  open: { params: OpenParams; result: EngineInfo; event: OpenEvent };
  /** One throw-away run at the real shape, so that the first picture is not the slow one. */
  warmUp: { params: Record<string, never>; result: { readonly elapsedMs: number }; event: never };
  /** All layers' maps for one picture and one target. */
  explain: { params: ExplainParams; result: Explanation; event: ExplainEvent };
}

export type Engine = Service<EngineMethods>;
