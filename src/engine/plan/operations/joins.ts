/** Several values become one: cell by cell, stretched where one of them has size 1, or side by side. */
import * as tf from '@tensorflow/tfjs';
import type { JoinOperation } from '../../network/operations.ts';
import { shareTensor } from '../../run/shareTensor.ts';
import type { CompiledOperation } from './compiledOperation.ts';

type Fold = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** addN has no kernel everywhere; residual connections add two. */
const folds: Readonly<Record<JoinOperation, Fold>> = {
  add: tf.add,
  average: tf.add,
  subtract: tf.sub,
  multiply: tf.mul,
  maximum: tf.maximum,
  minimum: tf.minimum,
};

export function compileJoin(op: JoinOperation, count: number): CompiledOperation {
  return {
    forward: (inputs) => {
      const joined = inputs.reduce(folds[op]);
      return op === 'average' ? tf.div(joined, count) : joined;
    },
    backward: (gradient, inputs, output) =>
      inputShares(op, gradient, inputs, output).map((share, index) => sumTo(share, inputs[index]!.shape)),
  };
}

function inputShares(
  op: JoinOperation,
  gradient: tf.Tensor,
  inputs: readonly tf.Tensor[],
  output: tf.Tensor,
): tf.Tensor[] {
  switch (op) {
    case 'add':
      return inputs.map(() => gradient);
    case 'average':
      return inputs.map(() => tf.div(gradient, inputs.length));
    case 'subtract':
      return inputs.map((_, index) => (index === 0 ? gradient : tf.neg(gradient)));
    case 'multiply':
      return inputs.map((_, index) =>
        inputs.reduce(
          (product, other, place) => (place === index ? product : tf.mul(product, other)),
          gradient,
        ),
      );
    case 'maximum':
    case 'minimum': {
      // All of the gradient goes to the first that has the extreme value.
      let open: tf.Tensor = tf.onesLike(output);
      return inputs.map((input) => {
        const takes = tf.mul(tf.cast(tf.equal(input, output), 'float32'), open);
        open = tf.sub(open, takes);
        return tf.mul(gradient, takes);
      });
    }
  }
}

/** The gradient of what was stretched: summed over what it was stretched along. Always a new tensor. */
function sumTo(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = shape.flatMap((size, axis) => (size === 1 && gradient.shape[axis] !== 1 ? [axis] : []));
  if (axes.length === 0) return shareTensor(gradient);
  const [, height, width] = gradient.shape;
  if (shape.length === 4 && axes.length === 2 && axes[0] === 1 && axes[1] === 2) {
    // Pooling has fast kernels everywhere, where a sum over leading axes transposes first.
    const mean = tf.avgPool(gradient as tf.Tensor4D, [height!, width!], 1, 'valid');
    return tf.mul(mean, height! * width!);
  }
  return tf.sum(gradient, axes, true);
}

/** @param axis without the batch */
export function compileConcatenation(axis: number): CompiledOperation {
  return {
    forward: (inputs) => {
      // Branches that an intervention changed have more pictures than the others.
      const batch = Math.max(...inputs.map(({ shape }) => shape[0]));
      const stretched = inputs.map((input) =>
        input.shape[0] === batch ? input : tf.tile(input, [batch, ...input.shape.slice(1).map(() => 1)]),
      );
      return tf.concat(stretched, axis + 1);
    },
    backward: (gradient, inputs) => {
      const sizes = inputs.map(({ shape }) => shape[axis + 1]!);
      return tf.split(gradient, sizes, axis + 1);
    },
  };
}
