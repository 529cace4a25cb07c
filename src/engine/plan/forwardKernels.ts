/** The convolutions of the forward half. Written for every backend, faster where it can be. */
import type * as tf from '@tensorflow/tfjs';
import type { ConvolutionStep, FusedActivation } from './steps.ts';

export interface ForwardKernels {
  /**
   * What `convolve` will want of a step as its `forwardFilter`. Always a new tensor.
   * @param filter [fh, fw, in, out], or [fh, fw, channels, 1] for depthwise
   */
  forwardFilter(
    filter: tf.Tensor4D,
    bias: tf.Tensor1D | null,
    stride: number,
    depthwise: boolean,
  ): tf.Tensor4D;
  /** The step's output for x, [n, h, w, in], with the activation behind it. */
  convolve(x: tf.Tensor4D, step: ConvolutionStep, activation: FusedActivation): tf.Tensor4D;
}
