import type * as tf from '@tensorflow/tfjs';
import type { GraphNode } from './graphFile.ts';

/** Something that an operation reads: a constant, or what another operation makes (then only its shape is known). */
export type GraphValue =
  | { readonly shape: readonly number[]; readonly constant: null }
  | { readonly shape: readonly number[]; readonly constant: GraphConstant };

export interface GraphConstant {
  readonly tensor: tf.Tensor;
  readonly numbers: ArrayLike<number>;
}

export interface GraphContext {
  readonly node: GraphNode;
  /** Shapes of computed values are without the batch, those of constants as they are. */
  readonly inputs: readonly GraphValue[];
}
