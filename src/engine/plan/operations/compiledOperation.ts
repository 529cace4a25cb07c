/** A node of the plan that has no kernels of its own to care for: types only. */
import type * as tf from '@tensorflow/tfjs';

export interface CompiledOperation {
  /** The node's output. Made in a tidy; may be one of its inputs under another name, never the same tensor. */
  forward(inputs: readonly tf.Tensor[]): tf.Tensor;
  /**
   * ∂y/∂(each input), given ∂y/∂(the output); new tensors of the inputs' shapes. Called in a tidy, for one picture.
   * @param output what `forward` gave
   */
  backward(gradient: tf.Tensor, inputs: readonly tf.Tensor[], output: tf.Tensor): tf.Tensor[];
}

/** Hands a tensor over to the plan, which disposes it. */
export type OwnTensor = <Kept extends tf.Tensor>(tensor: Kept) => Kept;
