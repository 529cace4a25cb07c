/** The weights that are wanted as numbers, not as tensors: normalisations, and kernels under them. */
import type * as tf from '@tensorflow/tfjs';
import type { Network } from './network.ts';

/** BatchNormalization in inference mode: y = scale·x + shift for each channel. */
export interface Normalisation {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** What a convolution multiplies with and adds. */
export interface ConvolutionNumbers {
  readonly kernel: Float32Array;
  /** Of the kernel, in tfjs' order of axes. */
  readonly shape: readonly [number, number, number, number];
  readonly bias: Float32Array | null;
}

/**
 * scale = γ/√(σ² + ε) and shift = β − μ·scale (Ioffe & Szegedy, arXiv 1502.03167, §3.1) of every
 * BatchNormalization over the last axis, by node position. Computed in float64.
 */
export async function readNormalisations(network: Network): Promise<ReadonlyMap<number, Normalisation>> {
  const found = new Map<number, Normalisation>();
  await Promise.all(
    network.nodes.map(async ({ operation, weights }, position) => {
      if (operation.op !== 'normalisation') return;
      const [gamma, beta, mean, variance] = await Promise.all(
        [weights.gamma, weights.beta, weights.mean, weights.variance].map(numbersOf),
      );
      const channels = variance!.length;
      const scale = new Float32Array(channels);
      const shift = new Float32Array(channels);
      for (let channel = 0; channel < channels; channel++) {
        // ε > 0 keeps the root away from zero; Keras refuses a layer without it.
        const factor = (gamma?.[channel] ?? 1) / Math.sqrt(variance![channel]! + operation.epsilon);
        scale[channel] = factor;
        shift[channel] = (beta?.[channel] ?? 0) - mean![channel]! * factor;
      }
      found.set(position, { scale, shift });
    }),
  );
  return found;
}

/** The numbers of every convolution that a normalisation reads, by node position. */
export async function readKernels(network: Network): Promise<ReadonlyMap<number, ConvolutionNumbers>> {
  const found = new Map<number, ConvolutionNumbers>();
  await Promise.all(
    network.nodes.map(async ({ operation, inputs }) => {
      const position = inputs[0]!;
      const { operation: before, weights } = network.nodes[position] ?? {};
      const isUnder =
        operation.op === 'normalisation' && (before?.op === 'convolution' || before?.op === 'depthwise');
      if (!isUnder) return;
      const [kernel, bias] = await Promise.all([weights!.kernel, weights!.bias].map(numbersOf));
      const shape = weights!.kernel!.shape as [number, number, number, number];
      found.set(position, { kernel: kernel!, shape, bias: bias ?? null });
    }),
  );
  return found;
}

async function numbersOf(tensor: tf.Tensor | undefined): Promise<Float32Array | null> {
  return tensor ? ((await tensor.data()) as Float32Array) : null;
}

/** Everything that a tracer needs to know as numbers. */
export interface NetworkNumbers {
  readonly normalisations: ReadonlyMap<number, Normalisation>;
  readonly kernels: ReadonlyMap<number, ConvolutionNumbers>;
}
