/**
 * The engine's contract: types only. Three implementations: `createEngine` (numeric; worker or Node),
 * `connectEngine` (page, talks to a worker) and the fake of the tests.
 *
 * The engine returns RAW maps: signed, unscaled, at each layer's own resolution. Sign, scale, fusion
 * and colour are display choices made from them without the engine.
 */
import type { DerivedMethodId, MethodId } from '../cam/methods.ts';
import type { RgbPixels } from '../image/pixels.ts';
import type { Service } from '../lib/service.ts';
import type { ModelCard } from '../model/card.ts';
import type { LayerInfo } from '../model/layerGraph.ts';

export type { DerivedMethodId, MethodId };

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
  /**
   * False leaves the run that is kept for `derive`, and its number, as they are: nothing can be derived from this
   * one later, and without {@link ExplainParams.derive} layers that never fire are not told from silent ones. True
   * when missing.
   */
  readonly keep?: boolean;
  /** Another method's maps in the same answer. What they are made from is freed afterwards unless the run is kept. */
  readonly derive?: DerivedChoice;
}

/** A method whose maps no run carries by itself. */
export interface DerivedChoice {
  readonly method: DerivedMethodId;
  /** Index of the layer, for methods that explain one; the last layer when it is missing. */
  readonly layer?: number;
}

export interface PredictParams {
  /** Each of the size that the model's card says. */
  readonly inputs: readonly RgbPixels[];
}

export interface Predictions {
  /** One per input, in their order. */
  readonly predictions: readonly Prediction[];
  /** From the call's turn in the engine to the last number read back. */
  readonly elapsedMs: number;
}

export type ExplainEvent =
  | { readonly phase: 'predicted'; readonly prediction: Prediction }
  | { readonly phase: 'mapping'; readonly fraction: number };

/**
 * Something about a run's numbers that whoever looks at its maps should know. Layers are given by index, in
 * network order.
 */
export type Finding =
  /** The explained class has a probability within 1e-4 of 0 or 1: the score is far from any doubt. */
  | { readonly kind: 'saturatedOutput'; readonly probability: number }
  /** The device computes with 16-bit floats, and these layers' maps lie where such numbers lose digits. */
  | { readonly kind: 'halfFloatUnderflow'; readonly layers: readonly number[] }
  /** The activation is zero in every cell of every channel. */
  | { readonly kind: 'deadLayers'; readonly layers: readonly number[] }
  /** The maps of all methods are zero, although the activation is not, or nobody could look. */
  | { readonly kind: 'silentLayers'; readonly layers: readonly number[] }
  /** No cell of the method's map speaks for the class. */
  | { readonly kind: 'emptyMaps'; readonly method: MethodId; readonly layers: readonly number[] }
  /** A map holds infinities or NaN; without layers the one map of the whole network does. */
  | { readonly kind: 'notFinite'; readonly layers: readonly number[] };

export interface Explanation {
  /** Names this run for `derive`; each run has another number. */
  readonly run: number;
  readonly prediction: Prediction;
  /** The class that the maps explain. */
  readonly classIndex: number;
  /**
   * Per method, all layers' raw maps one after another in network order;
   * layer l occupies [offset, offset + height × width) (see LayerInfo), row-major.
   */
  readonly maps: Readonly<Record<MethodId, Float32Array>>;
  /**
   * How strongly each layer's gradient speaks for the class: relu of the mean of Grad-CAM's channel weights, in
   * network order, in the unit of score / activation. Winsor-CAM weighs layers by it.
   */
  readonly importance: Float32Array;
  /** Only where `derive` was asked for. */
  readonly derivation?: Derivation;
  readonly diagnosis: readonly Finding[];
  readonly backend: BackendName;
  /** From the call's arrival in the engine to the last number read back. */
  readonly elapsedMs: number;
}

export interface DeriveParams extends DerivedChoice {
  /** `Explanation.run` of the last kept run: earlier ones are forgotten. */
  readonly run: number;
}

/** What `maps` holds, which depends on the method. */
export type DerivedExtent =
  /** All layers' raw maps, laid out like those of {@link Explanation}. */
  | { readonly kind: 'layers' }
  /** One layer's raw map, height × width of that layer. */
  | { readonly kind: 'layer'; readonly layer: number }
  /** One map of the whole network, at the resolution of the model's input. */
  | { readonly kind: 'network'; readonly width: number; readonly height: number };

export interface Derivation {
  readonly method: DerivedMethodId;
  readonly extent: DerivedExtent;
  /** Row-major. */
  readonly maps: Float32Array;
  /** Of these maps: values that are no numbers. */
  readonly diagnosis: readonly Finding[];
  readonly elapsedMs: number;
  /** False when the run was too large to be kept, so that the network had to run again. */
  readonly fromKept: boolean;
}

export interface EngineMethods {
  /** Chooses the backend, loads and checks the model. Must come first; again to change either. */
  open: { params: OpenParams; result: EngineInfo; event: OpenEvent };
  /** One throw-away run at the real shape, so that the first picture is not the slow one. */
  warmUp: { params: Record<string, never>; result: { readonly elapsedMs: number }; event: never };
  /** All layers' maps for one picture and one target. */
  explain: { params: ExplainParams; result: Explanation; event: ExplainEvent };
  /**
   * What the model says of pictures, without maps: one forward pass each, cancelled between two of them. The run that
   * is kept for `derive` stays. `fraction` rises with each picture.
   */
  predict: { params: PredictParams; result: Predictions; event: { readonly fraction: number } };
  /** Maps of the last kept run by another method, from what it kept. `fraction` never falls. */
  derive: { params: DeriveParams; result: Derivation; event: { readonly fraction: number } };
}

export type Engine = Service<EngineMethods>;
