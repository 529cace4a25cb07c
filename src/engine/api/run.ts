/** One picture's maps, and further methods' maps of it: types only. */
import type { DerivedMethodId, MethodId } from '../../cam/methods.ts';
import type { RgbPixels } from '../../image/pixels.ts';
import type { Lane } from '../../lib/lanes.ts';
import type { BackendName } from './backend.ts';
import type { ModelId } from './models.ts';
import type { Prediction } from './predict.ts';

export interface ExplainParams {
  readonly model: ModelId;
  /** `interactive` when missing. A run of another lane gives way between its steps where memory allows two at once. */
  readonly lane?: Lane;
  readonly input: RgbPixels;
  /** The class whose score is explained; `predicted` takes the most probable. */
  readonly target: number | 'predicted';
  /**
   * False leaves the model's run that is kept for `derive`, and its number, as they are: nothing can be derived from this
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
  readonly model: ModelId;
  /** `Explanation.run` of the model's last kept run: earlier ones are forgotten. */
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
