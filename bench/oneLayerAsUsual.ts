/** Explaining a layer as programs with tfjs usually do: its own layers, its own gradients, nothing leaner. */
import * as tf from '@tensorflow/tfjs';

/**
 * Grad-CAM of one layer: the model's layers are applied up to it, and the rest of them is the function that is
 * differentiated. tfjs' convolutions then also compute the gradients of their filters, which nobody asked for; the
 * kernel for that is missing on WebAssembly.
 *
 * @param input [1, h, w, 3]
 * @param name of the layer
 * @returns the raw map, [1, h, w]; the caller disposes it
 */
export function explainOneLayerAsUsual(
  { layers }: tf.LayersModel,
  input: tf.Tensor4D,
  name: string,
): tf.Tensor {
  const positions = new Map(layers.map((layer, place) => [layer.name, place]));
  const position = positions.get(name)!;
  const apply = (outputs: tf.Tensor[], from: number, to: number) => {
    for (const layer of layers.slice(from, to)) {
      const read = layer.inboundNodes[0]!.inboundLayers.map(
        (inbound) => outputs[positions.get(inbound.name)!]!,
      );
      outputs.push(
        read.length === 0 ? input : (layer.apply(read.length === 1 ? read[0]! : read) as tf.Tensor),
      );
    }
  };
  return tf.tidy(() => {
    const before: tf.Tensor[] = [];
    apply(before, 0, position + 1);
    const activation = before[position] as tf.Tensor4D;
    const score = (layerOutput: tf.Tensor) => {
      const outputs = [...before.slice(0, position), layerOutput];
      apply(outputs, position + 1, layers.length);
      return tf.sum(outputs.at(-1));
    };
    const gradient = tf.grad(score)(activation) as tf.Tensor4D;
    const weights = tf.mean(gradient, [1, 2], true);
    return tf.sum(tf.mul(activation, weights), 3);
  });
}
