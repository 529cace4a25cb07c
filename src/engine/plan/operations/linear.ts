/** What multiplies and adds along the last axis. */
import * as tf from '@tensorflow/tfjs';
import type { NodeWeights } from '../../network/operations.ts';
import { shareTensor } from '../../run/shareTensor.ts';
import type { CompiledOperation, OwnTensor } from './compiledOperation.ts';

/** scale·x + offset, each one number or one for each channel. */
export function compileAffine(
  scale: ArrayLike<number>,
  offset: ArrayLike<number>,
  own: OwnTensor,
): CompiledOperation {
  const broadcast = (values: ArrayLike<number>) =>
    own(values.length === 1 ? tf.scalar(values[0]!) : tf.tensor1d(Float32Array.from(values)));
  const factor = broadcast(scale);
  const addend = broadcast(offset);
  return {
    forward: ([x]) => tf.add(tf.mul(x!, factor), addend),
    backward: (gradient) => [tf.mul(gradient, factor)],
  };
}

/** x · kernel + bias over the last axis. */
export function compileDense({ kernel, bias }: NodeWeights, own: OwnTensor): CompiledOperation {
  const matrix = own(shareTensor(kernel as tf.Tensor2D));
  const offset = bias && own(shareTensor(bias));
  const [inputs, outputs] = matrix.shape;
  return {
    forward: ([x]) => {
      const product = tf.matMul(tf.reshape<tf.Rank.R2>(x!, [-1, inputs]), matrix);
      const sum = offset ? tf.add(product, offset) : product;
      return tf.reshape(sum, [...x!.shape.slice(0, -1), outputs]);
    },
    backward: (gradient, [x]) => {
      const flat: tf.Tensor2D = tf.reshape(gradient, [-1, outputs]);
      return [tf.reshape(tf.matMul(flat, matrix, false, true), x!.shape)];
    },
  };
}
