/** The usual way of explaining a layer: a forward and a backward pass of its own. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../src/engine/network/network.ts';
import type { Normalisation } from '../src/engine/network/networkNumbers.ts';
import { walkNetwork } from '../src/engine/tape/walkNetwork.ts';

/**
 * Grad-CAM of one layer. It is kinder to the usual way than the usual code: the gradient goes back no
 * further than the layer, and the layers are those of the tape, which are cheaper to differentiate than
 * tfjs' own (and can be differentiated on WebAssembly at all).
 *
 * @param input [1, h, w, 3]
 * @param position of the layer among the network's nodes
 * @returns the raw map, [1, h, w]; the caller disposes it
 */
export function explainOneLayer(
  network: Network,
  normalisations: ReadonlyMap<number, Normalisation>,
  input: tf.Tensor4D,
  position: number,
): tf.Tensor {
  return tf.tidy(() => {
    const start = tf.clone(input);
    // Read only after the function ran, which puts the layer's output in the place of the network's input.
    const watched: tf.Tensor[] = [start];
    const { grads } = tf.engine().gradients(() => {
      const outputs = walkNetwork(network, normalisations, start);
      // The engine frees what the function made and did not return.
      watched[0] = tf.keep(outputs[position]!);
      return outputs.at(-1);
    }, watched);
    const activation = watched[0] as tf.Tensor4D;
    const weights = tf.mean(grads[0] as tf.Tensor4D, [1, 2], true);
    const map = tf.sum(tf.mul(activation, weights), 3);
    activation.dispose();
    return map;
  });
}
