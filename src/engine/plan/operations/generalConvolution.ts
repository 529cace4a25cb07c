/** Convolutions that are rare: strides that differ along rows and columns, several outputs for each input channel. */
import * as tf from '@tensorflow/tfjs';
import type { NodeWeights, Operation } from '../../network/operations.ts';
import { convolutionInputGradient, depthwiseInputGradient } from '../../wasm/wasmKernels.ts';
import type { CompiledOperation, OwnTensor } from './compiledOperation.ts';
import { dilateFilter } from './dilateFilter.ts';

type Convolution = Extract<Operation, { op: 'convolution' | 'depthwise' }>;
type Shape4D = [number, number, number, number];

export function compileGeneralConvolution(
  { op, strides, dilations, padding }: Convolution,
  { kernel, bias }: NodeWeights,
  own: OwnTensor,
): CompiledOperation {
  const filter = own(dilateFilter(kernel as tf.Tensor4D, dilations));
  const offset = bias && own(tf.clone(bias));
  const steps: [number, number] = [...strides];
  return {
    forward: ([x]) => {
      const picture = x as tf.Tensor4D;
      const sum =
        op === 'convolution'
          ? tf.conv2d(picture, filter, steps, padding)
          : tf.depthwiseConv2d(picture, filter, steps, padding);
      return offset ? tf.add(sum, offset) : sum;
    },
    backward: (gradient, [x]) => {
      const inputGradient = op === 'convolution' ? convolutionInputGradient : depthwiseInputGradient;
      return [inputGradient(gradient as tf.Tensor4D, filter, x!.shape as Shape4D, steps, padding)];
    },
  };
}
