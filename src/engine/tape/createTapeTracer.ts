/** Traces a network with tfjs' own automatic differentiation: what the plan is tested against and measured by. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.ts';
import type { Normalisation } from '../network/networkNumbers.ts';
import type { Intervention, Tracer } from '../run/trace.ts';
import { walkNetwork } from './walkNetwork.ts';

/**
 * All gradients come from one backward pass: `engine.gradients` reads its list of inputs only after the
 * function ran, so the function adds every layer's output to that list while it walks. This gives the same
 * numbers as adding a zero tensor to each output (docs/mathematics.md "Every layer at once") without the
 * memory for the zeros.
 */
export function createTapeTracer(
  network: Network,
  normalisations: ReadonlyMap<number, Normalisation>,
): Tracer {
  async function predict(input: tf.Tensor4D, intervention: Intervention | null = null): Promise<number[]> {
    const logits = tf.tidy(() => {
      // Layers that join branches want them of equal length.
      const pictures = intervention ? tf.tile(input, [intervention.batch, 1, 1, 1]) : input;
      return walkNetwork(network, normalisations, pictures, intervention).at(-1)!;
    });
    try {
      return [...(await logits.data())];
    } finally {
      logits.dispose();
    }
  }

  return {
    kind: 'tape',
    outline: network.layers.map(({ index }) => ({ index, foldedIndex: null })),
    predict,
    async trace(input, chooseSeed, visit, { pause, onProgress, visitInput }) {
      const seed = chooseSeed(await predict(input));
      onProgress(0.15);
      await pause();
      tf.tidy(() => {
        const start = tf.clone(input);
        const watched: tf.Tensor[] = [start];
        const activations: tf.Tensor[] = [];
        const { grads } = tf.engine().gradients(
          () => {
            const outputs = walkNetwork(network, normalisations, start);
            for (const position of network.targets) {
              watched.push(outputs[position]!);
              // The engine frees what the function made and did not return.
              activations.push(tf.keep(outputs[position]!));
            }
            return outputs.at(-1)!;
          },
          watched,
          tf.tensor2d(seed, [1, seed.length]),
        );
        for (let index = 0; index < activations.length; index++) {
          const activation = activations[index] as tf.Tensor4D;
          visit({ index, activation, gradient: grads[index + 1] as tf.Tensor4D, folded: null });
          activation.dispose();
        }
        visitInput?.(grads[0] as tf.Tensor4D);
      });
      onProgress(1);
    },
    dispose: () => undefined,
  };
}
