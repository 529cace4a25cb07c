/** What moves numbers about and changes none: borders, crops, other shapes, other orders of channels. */
import * as tf from '@tensorflow/tfjs';
import type { Border } from '../../network/operations.ts';
import { shareTensor } from '../../run/shareTensor.ts';
import type { GradientKernels } from '../gradientKernels.ts';
import type { CompiledOperation, OwnTensor } from './compiledOperation.ts';

export function compilePad(border: Border, value: number, kernels: () => GradientKernels): CompiledOperation {
  const [rows, columns] = border;
  return {
    forward: ([x]) =>
      tf.pad4d(
        x as tf.Tensor4D,
        [[0, 0], [...rows], [...columns], [0, 0]] as Parameters<typeof tf.pad4d>[1],
        value,
      ),
    backward: (gradient) => [kernels().pad(gradient as tf.Tensor4D, border)],
  };
}

export function compileCrop([[top, bottom], [left, right]]: Border): CompiledOperation {
  return {
    forward: ([x]) => {
      const [, height, width] = x!.shape;
      return tf.slice(x!, [0, top, left, 0], [-1, height! - top - bottom, width! - left - right, -1]);
    },
    backward: (gradient) => [
      tf.pad4d(gradient as tf.Tensor4D, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]),
    ],
  };
}

/** @param shape without the batch */
export function compileReshape(shape: readonly number[]): CompiledOperation {
  return {
    forward: ([x]) => tf.reshape(x!, [x!.shape[0], ...shape]),
    backward: (gradient, [x]) => [tf.reshape(gradient, x!.shape)],
  };
}

/** A matrix of zeros and ones over the last axis, which every backend multiplies by; gather has no fast kernel. */
export function compileChannelOrder(order: readonly number[], own: OwnTensor): CompiledOperation {
  const count = order.length;
  const values = new Float32Array(count * count);
  for (const [to, from] of order.entries()) values[from * count + to] = 1;
  const matrix = own(tf.tensor2d(values, [count, count]));
  const apply = (x: tf.Tensor, isBack: boolean) =>
    tf.reshape(tf.matMul(tf.reshape<tf.Rank.R2>(x, [-1, count]), matrix, false, isBack), x.shape);
  return {
    forward: ([x]) => apply(x!, false),
    backward: (gradient) => [apply(gradient, true)],
  };
}

export const identity: CompiledOperation = {
  forward: ([x]) => shareTensor(x!),
  backward: (gradient) => [shareTensor(gradient)],
};
