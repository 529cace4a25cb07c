/** The map of one layer by a method that changes something and looks at the score. */
import * as tf from '@tensorflow/tfjs';
import type { Probe, ProbingMethod } from '../methods/camMethod.ts';
import { ownLayers } from '../reduce/ownLayers.ts';
import type { TraceOptions } from '../run/trace.ts';
import { type DeriveSource, keptGroups } from './deriveSource.ts';

/** How many channels are asked about, the most varying first: as many as Faster-Score-CAM's default is near to. */
const largestChannels = 64;

/** How many pictures go through the network together. */
const batch = 8;

/** @returns the layer's raw map, at its own resolution */
export async function probeLayer(
  method: ProbingMethod,
  layer: number,
  source: DeriveSource,
  options: TraceOptions,
): Promise<Float32Array> {
  const activation = await takeActivation(layer, source, options);
  try {
    const values = (await activation.data()) as Float32Array;
    const channels = mostVaryingChannels(values, activation.shape[3], largestChannels);
    const probe = createProbe(layer, activation, source);
    const [score] = await probe.scoresOf(source.input);
    const scores: number[] = [];
    for (let start = 0; start < channels.length; start += batch) {
      await options.pause();
      scores.push(...(await method.scores(channels.slice(start, start + batch), probe)));
      options.onProgress(scores.length / channels.length);
    }
    return weightedChannels(values, activation.shape[3], channels, method.weights(scores, score!));
  } finally {
    activation.dispose();
  }
}

/** The layer's own activation, [1, h, w, k]. */
async function takeActivation(
  layer: number,
  source: DeriveSource,
  options: TraceOptions,
): Promise<tf.Tensor4D> {
  const quiet = { ...options, onProgress: () => undefined };
  const isWanted = (trace: { readonly index: number | null; readonly foldedIndex: number | null }) =>
    trace.index === layer || trace.foldedIndex === layer;
  for await (const { kept } of keptGroups(source, quiet, isWanted)) {
    const trace = kept.traces.find((one) => one.index === layer || one.folded?.index === layer);
    if (!trace) continue;
    return tf.tidy(() => {
      const own = ownLayers(trace).find(({ index }) => index === layer)!;
      return tf.clone<tf.Tensor4D>(tf.expandDims(own.activation));
    });
  }
  throw new RangeError(`the run has no layer ${layer}`);
}

function createProbe(
  layer: number,
  activation: tf.Tensor4D,
  { tracer, input, seed }: Pick<DeriveSource, 'tracer' | 'input' | 'seed'>,
): Probe {
  // The seed is ∂y/∂logits, and y is linear in the logits.
  const scoresFrom = (logits: readonly number[]) =>
    Array.from({ length: logits.length / seed.length }, (_, picture) =>
      seed.reduce((sum, slope, unit) => sum + slope * logits[picture * seed.length + unit]!, 0),
    );
  return {
    input,
    activation,
    scoresOf: async (inputs) => scoresFrom(await tracer.predict(inputs)),
    scoresWithout: async (channels) => {
      const count = activation.shape[3];
      const kept = new Float32Array(channels.length * count).fill(1);
      for (const [row, channel] of channels.entries()) kept[row * count + channel] = 0;
      const logits = await tracer.predict(input, {
        layer,
        batch: channels.length,
        replace: (own) => tf.mul(own, tf.tensor4d(kept, [channels.length, 1, 1, count])),
      });
      return scoresFrom(logits);
    },
  };
}

/** The channels with the largest standard deviation over the cells, in that order; the first of equals first. */
export function mostVaryingChannels(values: Float32Array, channels: number, count: number): number[] {
  const cells = values.length / channels;
  const sums = new Float64Array(channels);
  for (let index = 0; index < values.length; index++) sums[index % channels]! += values[index]!;
  const squares = new Float64Array(channels);
  for (let index = 0; index < values.length; index++) {
    const channel = index % channels;
    squares[channel]! += (values[index]! - sums[channel]! / cells) ** 2;
  }
  return Array.from(squares.keys())
    .sort((a, b) => squares[b]! - squares[a]! || a - b)
    .slice(0, count);
}

/** Σ_k w_k A_k over the chosen channels. */
function weightedChannels(
  values: Float32Array,
  channels: number,
  chosen: readonly number[],
  weights: readonly number[],
): Float32Array {
  const map = new Float32Array(values.length / channels);
  for (let cell = 0; cell < map.length; cell++) {
    let sum = 0;
    for (const [position, channel] of chosen.entries()) {
      sum += weights[position]! * values[cell * channels + channel]!;
    }
    map[cell] = sum;
  }
  return map;
}
