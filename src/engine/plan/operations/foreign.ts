import * as tf from '@tensorflow/tfjs';
import { modelInvalid } from '../../network/modelInvalid.ts';
import { shareTensor } from '../../run/shareTensor.ts';
import type { CompiledOperation } from './compiledOperation.ts';

/**
 * A layer that the engine has no operation for, by its own code and the tape of TensorFlow.js, for this one layer alone.
 * Inference mode: `training` is never set, because some layers would overwrite the model's statistics.
 */
export function compileForeign(layer: tf.layers.Layer): CompiledOperation {
  const call = (inputs: readonly tf.Tensor[]): tf.Tensor => {
    const output = layer.call(inputs.length > 1 ? [...inputs] : inputs[0]!, { training: false });
    if (!Array.isArray(output)) return output;
    if (output.length === 1) return output[0]!;
    throw modelInvalid(`The layer ${layer.name} has several outputs`, { layer: layer.name });
  };
  return {
    // Its own tensor even where the layer hands on what it read.
    forward: (inputs) => shareTensor(call(inputs)),
    backward: (gradient, inputs) => tf.grads((...xs: tf.Tensor[]) => call(xs))([...inputs], gradient),
  };
}
