/** What a reader hands over: a network as plain data, its weights, and what was found beside it. */

/** Where a model comes from, as its file shows. */
export type ModelFormat =
  | 'teachableMachine'
  | 'tfjsLayers'
  | 'tfjsGraph'
  | 'kerasArchive'
  | 'kerasWeights'
  | 'kerasHdf5'
  | 'onnx';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A file in memory. Readers never trust its name further than to match it with a name in another file. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Numbers of one layer, row-major, with the axis order of TensorFlow (a convolution's kernel is HWIO). */
export interface Weight {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly values: Float32Array | Int32Array;
}

/** One layer or operation of the network; the list is in topological order and holds no containers. */
export interface OutlineNode {
  readonly name: string;
  /** Class of TensorFlow.js, or operation of TensorFlow: what is computed. */
  readonly kind: string;
  /** What the file calls it, where that is another class: `Normalization` for a normalisation by numbers. */
  readonly writtenAs: string;
  /** The settings of what is computed. */
  readonly settings: JsonObject;
  /** Positions of the nodes that it reads; each is smaller than its own. */
  readonly inputs: readonly number[];
  /** Keys of {@link ModelSource.weights}. */
  readonly weights: readonly string[];
  /** Without the batch axis; height, width, channels for a picture. */
  readonly shape: readonly number[];
}

/**
 * The network itself. `layers` is a TensorFlow.js LayersModel of one flat graph; `graph` is a TensorFlow.js
 * GraphModel. Both hold only what the readers know, copied key by key.
 */
export interface Topology {
  readonly kind: 'layers' | 'graph';
  /** `modelTopology` of a model.json. */
  readonly json: JsonObject;
}

/** What stood beside the network and may help to fill the sheet. */
export interface ModelNotes {
  /** `metadata.json` of Teachable Machine, or `userDefinedMetadata` of a model.json. */
  readonly metadata: JsonObject | null;
  /** Lists of names from text and JSON files, with the file each stood in. */
  readonly labelLists: readonly LabelList[];
  /** Names of containers that were opened, outermost first: `mobilenetv2_1.00_224` tells the range. */
  readonly containers: readonly string[];
}

export interface LabelList {
  readonly file: string;
  readonly labels: readonly string[];
}

export interface ModelSource {
  readonly format: ModelFormat;
  /** The file's own name for the model, or the name of the file without its ending. */
  readonly name: string;
  readonly topology: Topology;
  readonly weights: ReadonlyMap<string, Weight>;
  readonly outline: readonly OutlineNode[];
  /** Whether the file leaves the picture's size open; the outline then holds the size that was assumed. */
  readonly openSize: boolean;
  /** Names of all outputs that the file offers; the last node of the outline is the one that was read. */
  readonly outputs: readonly string[];
  readonly notes: ModelNotes;
}
