import type { Weight } from '../modelSource.ts';

/** A setting of an operation: TensorFlow's attributes without their wrapping. */
export type Attribute = number | boolean | string | readonly number[] | readonly string[];

/** One operation, in TensorFlow's vocabulary: pictures are NHWC, kernels HWIO. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of nodes or of weights. */
  readonly inputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** A graph as a reader hands it over: nodes in any order, constants as weights. */
export interface RawGraph {
  readonly nodes: readonly GraphNode[];
  readonly weights: ReadonlyMap<string, Weight>;
  /** Name of the one input, and its size with the batch axis; −1 where the file leaves it open. */
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  /** Names of the nodes that give the answers. */
  readonly outputs: readonly string[];
}
