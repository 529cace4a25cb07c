/** The weights that are wanted as numbers, not as tensors: normalisations and kernels. */
import type * as tf from '@tensorflow/tfjs';
import type { Network } from './network.ts';

/** BatchNormalization in inference mode: y = scale·x + shift for each channel. */
export interface Normalisation {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/**
 * scale = γ/√(σ² + ε) and shift = β − μ·scale (Ioffe & Szegedy, arXiv 1502.03167, §3.1) of every
 * BatchNormalization over the last axis, by node position. Computed in float64.
 */
export async function readNormalisations(network: Network): Promise<ReadonlyMap<number, Normalisation>> {
  const found = new Map<number, Normalisation>();
  await Promise.all(
    network.nodes.map(async ({ className, layer, outputShape }, position) => {
      if (className !== 'BatchNormalization') return;
      const config = layer.getConfig();
      const axis = [config['axis']].flat()[0] as number;
      if (axis !== -1 && axis !== outputShape.length) return;
      const vectors = await Promise.all((layer.getWeights() as tf.Tensor1D[]).map((weight) => weight.data()));
      // Weights come in the order gamma, beta, mean, variance; the first two may be absent.
      const gamma = config['scale'] === false ? null : vectors.shift()!;
      const beta = config['center'] === false ? null : vectors.shift()!;
      const [mean, variance] = vectors as [Float32Array, Float32Array];
      const scale = new Float32Array(mean.length);
      const shift = new Float32Array(mean.length);
      for (let channel = 0; channel < mean.length; channel++) {
        // ε > 0 keeps the root away from zero; Keras refuses a layer without it.
        const factor =
          (gamma?.[channel] ?? 1) / Math.sqrt(variance[channel]! + (config['epsilon'] as number));
        scale[channel] = factor;
        shift[channel] = (beta?.[channel] ?? 0) - mean[channel]! * factor;
      }
      found.set(position, { scale, shift });
    }),
  );
  return found;
}

/** The kernel of every convolution, by node position, in tfjs' order of axes. */
export async function readKernels(network: Network): Promise<ReadonlyMap<number, Float32Array>> {
  const found = new Map<number, Float32Array>();
  await Promise.all(
    network.nodes.map(async ({ className, layer }, position) => {
      if (className !== 'Conv2D' && className !== 'DepthwiseConv2D') return;
      found.set(position, (await layer.getWeights()[0]!.data()) as Float32Array);
    }),
  );
  return found;
}

/** Everything that a tracer needs to know as numbers. */
export interface NetworkNumbers {
  readonly normalisations: ReadonlyMap<number, Normalisation>;
  readonly kernels: ReadonlyMap<number, Float32Array>;
}
