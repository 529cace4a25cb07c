/** One trace as the plan shows it, of random numbers: for comparing reducers without a network. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../src/engine/network/network.ts';
import type { ConvolutionSource } from '../src/engine/reduce/exactConvolution.ts';
import type { LayerTrace, RectifiedTrace } from '../src/engine/run/trace.ts';
import { createRandom } from '../src/measure/random.ts';

export interface TraceOptions {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly depthwise: boolean;
  /** Closer to zero than this, the sign of a folded activation is looked at again; 0 for never. */
  readonly doubt: number;
}

/** A normalised layer, the convolution folded under it, and a ReLU behind it. */
export function networkOf({
  height,
  width,
  channels,
}: Pick<TraceOptions, 'height' | 'width' | 'channels'>): Network {
  const layers = [0, 1, 2].map((index) => ({
    index,
    height,
    width,
    channels,
    offset: index * height * width,
  })) as unknown as Network['layers'];
  return { nodes: [], targets: [], layers, mapLength: 3 * height * width, outputKind: 'values' };
}

/** A trace for that network, on tfjs' current backend; the same numbers for the same options. */
export function randomTrace({ height, width, channels, depthwise, doubt }: TraceOptions): LayerTrace & {
  readonly folded: NonNullable<LayerTrace['folded']>;
} {
  const random = createRandom(height * 100 + channels);
  const shape: [number, number, number, number] = [1, height, width, channels];
  const fill = (length: number, scale: number) =>
    Float32Array.from({ length }, () => (random() - 0.5) * scale);
  const size = height * width * channels;
  const scale = fill(channels, 2);
  const shift = fill(channels, 2);
  const kernel = fill(channels, 2);
  // 1 × 1, each channel from its own: the raw convolution is kernel·input, zero where the input is.
  const input = fill(size, 2).map((value, index) => (index % 5 === 0 ? 0 : value));
  const activation = input.map((value, index) => {
    const channel = index % channels;
    return scale[channel]! * kernel[channel]! * value + shift[channel]!;
  });
  const matrix = Float32Array.from({ length: channels ** 2 }, (_, index) =>
    index % (channels + 1) === 0 ? kernel[index % channels]! : 0,
  );
  const source: ConvolutionSource = {
    kernel: depthwise ? kernel : matrix,
    bias: null,
    dilations: [1, 1],
    kernelHeight: 1,
    kernelWidth: 1,
    depthwise,
    stride: 1,
    paddingTop: 0,
    paddingLeft: 0,
    doubt: new Float32Array(channels).fill(doubt),
    weightRounding: new Float32Array(channels).fill(doubt / 6),
  };
  return {
    index: 0,
    activation: tf.tensor4d(activation, shape),
    gradient: tf.tensor4d(fill(size, 1), shape),
    folded: { index: 1, normalisation: { scale, shift }, source, input: tf.tensor4d(input, shape) },
  };
}

/** The same with a ReLU behind it, whose gradient the trace's becomes; scales are made positive, or left as they are. */
export async function rectifiedTrace(
  options: TraceOptions,
  limit: number,
  isPositive: boolean,
): Promise<RectifiedTrace> {
  const { folded, activation, gradient } = randomTrace(options);
  const output = (await activation.data<'float32'>()).map((value) => Math.min(Math.max(value, 0), limit));
  const { scale, shift } = folded.normalisation;
  const normalisation = { shift, scale: isPositive ? scale.map(Math.abs) : scale };
  return {
    relu: { index: 2, activation: tf.tensor4d(output, activation.shape), gradient, folded: null },
    limit,
    layer: { index: 0, activation, folded: { ...folded, normalisation } },
  };
}

/** What the ReLU's gradient leaves for the layer before it. */
export async function passedGradient({ relu, limit, layer }: RectifiedTrace): Promise<Float32Array> {
  const stored = await layer.activation.data<'float32'>();
  const slopes = await relu.gradient.data<'float32'>();
  return slopes.map((slope, index) => (stored[index]! > 0 && stored[index]! < limit ? slope : 0));
}
