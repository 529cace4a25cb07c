/** The gradients that cost: of convolutions, borders and relu. Written for every backend, faster where it can be. */
import type * as tf from '@tensorflow/tfjs';
import type { Border } from '../network/operations.ts';
import type { ConvolutionStep } from './steps.ts';

type Shape4D = [number, number, number, number];

export interface GradientKernels {
  /** What `convolution` or `depthwise` will want of a step as its `backwardFilter`. Always a new tensor. */
  backwardFilter(filter: tf.Tensor4D, stride: number, depthwise: boolean): tf.Tensor4D;
  /** ∂y/∂x of a full convolution. */
  convolution(dy: tf.Tensor4D, step: ConvolutionStep, inputShape: Shape4D): tf.Tensor;
  /** ∂y/∂x of a depthwise convolution. */
  depthwise(dy: tf.Tensor4D, step: ConvolutionStep, inputShape: Shape4D): tf.Tensor;
  /** ∂y/∂x of a border of zeros around x: dy without the border. */
  pad(dy: tf.Tensor4D, border: Border): tf.Tensor;
  /** ∂y/∂x of y = min(max(x, 0), limit), given y: dy where 0 < y < limit, else 0. May use up dy's memory. */
  relu(dy: tf.Tensor, output: tf.Tensor, limit: number): tf.Tensor;
}
