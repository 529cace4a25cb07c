/** Runs a network layer by layer with differentiable operations, keeping every output. */
import * as tf from '@tensorflow/tfjs';
import { modelInvalid } from '../network/modelInvalid.ts';
import type { Network, NetworkNode } from '../network/network.ts';
import type { Normalisation } from '../network/networkNumbers.ts';
import { denseLogits, type Head } from '../network/score.ts';
import type { Intervention } from '../run/trace.ts';

/**
 * The output of every node up to the head's last, by position; nodes after it are undefined.
 * Inference mode throughout: `training` is never set, because tfjs' BatchNormalization would not only use
 * the batch's statistics but overwrite the model's.
 */
export function walkNetwork(
  network: Network,
  head: Head,
  normalisations: ReadonlyMap<number, Normalisation>,
  input: tf.Tensor,
  intervention: Intervention | null = null,
): (tf.Tensor | undefined)[] {
  const changedPosition = intervention ? network.targets[intervention.layer] : null;
  const outputs: (tf.Tensor | undefined)[] = [];
  for (let position = 0; position <= head.last; position++) {
    const node = network.nodes[position]!;
    if (node.inputs.length === 0) {
      outputs.push(input);
      continue;
    }
    const inputs = node.inputs.map((index) => outputs[index]!);
    const output =
      position === head.last && head.stripActivation
        ? denseLogits(node, inputs[0] as tf.Tensor2D)
        : (leanOutput(node, normalisations.get(position), inputs[0]!) ?? layerOutput(node, inputs));
    const isChanged = intervention !== null && position === changedPosition;
    outputs.push(isChanged ? intervention.replace(output as tf.Tensor4D) : output);
  }
  return outputs;
}

function layerOutput(node: NetworkNode, inputs: tf.Tensor[]): tf.Tensor {
  const output = node.layer.call(inputs.length > 1 ? inputs : inputs[0]!, { training: false });
  if (!Array.isArray(output)) return output;
  if (output.length !== 1) {
    throw modelInvalid(`The layer ${node.name} has several outputs`, { layer: node.name });
  }
  return output[0]!;
}

/**
 * The three layers for which tfjs-layers' own code is wasteful to differentiate, or impossible on
 * WebAssembly: its Conv2D uses a fused operation whose gradient eagerly computes the filter's too, its
 * ReLU with a limit is two operations, its BatchNormalization's gradient is composed of dozens.
 */
function leanOutput(
  { className, layer }: NetworkNode,
  normalisation: Normalisation | undefined,
  x: tf.Tensor,
): tf.Tensor | null {
  const config = layer.getConfig();
  const activate = plainActivations.get(String(config['activation'] ?? 'linear'));
  if (className === 'Conv2D' && activate) {
    const [kernel, bias] = layer.getWeights() as [tf.Tensor4D, tf.Tensor1D | undefined];
    const convolved = tf.conv2d(
      x as tf.Tensor4D,
      kernel,
      config['strides'] as [number, number],
      config['padding'] as 'same' | 'valid',
      'NHWC',
      config['dilationRate'] as [number, number],
    );
    return activate(bias ? tf.add(convolved, bias) : convolved);
  }
  if (className === 'ReLU' && config['maxValue'] === 6) return tf.relu6(x);
  if (normalisation) return tf.add(tf.mul(x, normalisation.scale), normalisation.shift);
  return null;
}

/** Activations that a convolution may carry and that are one operation with one gradient. */
const plainActivations = new Map<string, (x: tf.Tensor) => tf.Tensor>([
  ['linear', (x) => x],
  ['relu', tf.relu],
  ['relu6', tf.relu6],
]);
