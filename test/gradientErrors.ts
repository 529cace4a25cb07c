/** How far the gradients of a network's layers are from float64 finite differences. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../src/engine/network/network.ts';
import { ownLayers } from '../src/engine/reduce/ownLayers.ts';
import { createTracer } from '../src/engine/run/createTracer.ts';
import { createRandom } from '../src/measure/random.ts';
import { openFloat64 } from './float64Network.ts';

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };

/** Of a move, per cell: in float64 so small that next to nothing passes a kink. */
const smallReach = 1e-6;
/** Where a layer is computed in float32. */
const largeReach = 1e-2;
const directions = 3;

/** Values around 0 for a network's picture, the same for the same seed. */
export function randomInput(network: Network, seed: number): tf.Tensor4D {
  const random = createRandom(seed);
  const [height, width, channels] = network.nodes[0]!.outputShape as [number, number, number];
  const values = Float32Array.from({ length: height * width * channels }, () => random() * 2 - 1);
  return tf.tensor4d(values, [1, height, width, channels]);
}

/** ∂(Σ_c s_c·logit_c)/∂A of every target layer on tfjs' current backend, by index, and the logits. */
export async function tracedGradients(network: Network, input: tf.Tensor4D, seed: Float32Array) {
  const { tracer } = await createTracer(network);
  const gradients = new Map<number, Float32Array>();
  let logits: readonly number[] = [];
  const reads: Promise<void>[] = [];
  await tracer.trace(
    input,
    (found) => {
      logits = found;
      return seed;
    },
    (trace) => {
      for (const { index, gradient } of tf.tidy(() =>
        ownLayers(trace).map((layer) => ({ ...layer, gradient: tf.keep(tf.clone(layer.gradient)) })),
      )) {
        reads.push(
          gradient.data().then((values) => {
            gradients.set(index, values as Float32Array);
            gradient.dispose();
          }),
        );
      }
    },
    quiet,
  );
  await Promise.all(reads);
  tracer.dispose();
  return { gradients, logits };
}

/** The largest relative error of a layer's directional derivatives, and of the logits. */
export async function gradientErrors(
  network: Network,
  seed: number,
): Promise<{ readonly gradient: number; readonly logits: number; readonly worst: string }> {
  const input = randomInput(network, seed);
  const picture = Float64Array.from(await input.data());
  const run = await openFloat64(network);
  const values = await run(picture);
  const expected = values.at(-1).data;
  const direction = Float32Array.from(expected, (_, unit) => (unit === 0 ? 1 : -0.5));
  const score = (outputs: Awaited<ReturnType<typeof run>>) =>
    outputs.at(-1).data.reduce((sum, logit, unit) => sum + logit * direction[unit]!, 0);
  const { gradients, logits } = await tracedGradients(network, input, direction);
  input.dispose();
  const isForeign = network.nodes.some(({ operation }) => operation.op === 'foreign');
  const reach = isForeign ? largeReach : smallReach;
  const random = createRandom(seed + 1);
  let gradient = 0;
  let worst = '';
  for (const { index, name } of network.layers) {
    const slopes = gradients.get(index)!;
    const position = network.targets[index]!;
    const hasTies = feedsMaximum(network, position);
    const size = Math.sqrt(slopes.reduce((sum, slope) => sum + slope ** 2, 0));
    for (let attempt = 0; attempt < directions; attempt++) {
      // Equal zeros in a window of a maximum have no derivative, only the rule that the first takes all.
      const moves = (cell: number) => !hasTies || values.at(position).data[cell] !== 0;
      const move = Float64Array.from(slopes, (_, cell) => (moves(cell) ? random() * 2 - 1 : 0));
      const moved = async (sign: number) =>
        score(
          await run(picture, (position, output) =>
            position === network.targets[index]
              ? { ...output, data: output.data.map((value, cell) => value + sign * reach * move[cell]!) }
              : output,
          ),
        );
      const found = slopes.reduce((sum, slope, cell) => sum + slope * move[cell]!, 0);
      const error = Math.abs(found - ((await moved(1)) - (await moved(-1))) / (2 * reach)) / (size || 1);
      if (!(error <= gradient)) {
        gradient = error;
        worst = name;
      }
    }
  }
  const off = logits.map(
    (logit, unit) => Math.abs(logit - expected[unit]!) / (1 + Math.abs(expected[unit]!)),
  );
  return { gradient, logits: Math.max(...off), worst };
}

/** Whether a node's numbers come to a maximum over windows as they are. */
function feedsMaximum(network: Network, position: number): boolean {
  return network.nodes.some(({ operation: { op }, inputs }, reader) => {
    if (!inputs.includes(position)) return false;
    if (op === 'maximumPooling' || op === 'globalMaximum') return true;
    return (op === 'pad' || op === 'concatenate' || op === 'identity') && feedsMaximum(network, reader);
  });
}
