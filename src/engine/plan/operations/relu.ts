import * as tf from '@tensorflow/tfjs';
import { currentGradientKernels } from '../chooseGradientKernels.ts';
import type { CompiledOperation } from './compiledOperation.ts';

/** min(max(x, 0), limit) */
export function rectify(x: tf.Tensor, limit: number): tf.Tensor {
  if (limit === 6) return tf.relu6(x);
  return limit === Number.POSITIVE_INFINITY ? tf.relu(x) : tf.clipByValue(x, 0, limit);
}

/** As an operation like the others; the plan has a step of its own for it. */
export function compileReluAlone(limit: number): CompiledOperation {
  return {
    forward: ([x]) => rectify(x!, limit),
    backward: (gradient, _inputs, output) => [currentGradientKernels().relu(gradient, output, limit)],
  };
}
