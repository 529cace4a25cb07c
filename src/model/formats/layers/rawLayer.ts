import type { JsonObject, JsonValue, Weight } from '../modelSource.ts';

/** A layer as its file states it, with containers opened: every layer reads layers of the same flat list. */
export interface RawLayer {
  /** Unique in the list; the file's own name wherever that is unique. */
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject;
  /** Names of the layers it reads, in the order of its call. */
  readonly inputs: readonly string[];
  /** What else it was called with: `y` of an addition of a number, for instance. Tensors stand as null. */
  readonly constants: Readonly<Record<string, JsonValue>>;
  readonly origin: LayerOrigin;
}

/** Where the file keeps a layer's weights. */
export interface LayerOrigin {
  readonly ownName: string;
  /** Names of the containers it is in, outermost first, without the model itself. */
  readonly containers: readonly string[];
  /** Keras 3 counts layers by their class: `layers/functional/layers/conv2d_1`. */
  readonly storePath: string;
}

/** A network of one input and one output as a flat list in topological order. */
export interface FlatNetwork {
  readonly name: string;
  readonly layers: readonly RawLayer[];
  /** Names of all outputs that the file offers. */
  readonly outputs: readonly string[];
  readonly containers: readonly string[];
}

/**
 * Gives the weights of a layer in the order of `names`.
 * @throws Failure `modelFileDamaged` where one is missing
 */
export type TakeWeights = (origin: LayerOrigin, names: readonly string[]) => readonly Weight[];
