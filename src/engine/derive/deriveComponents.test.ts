import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { buildToyMobileNet } from '../../../test/toyNets.ts';
import { createRandom } from '../../measure/random.ts';
import { derivedMethods } from '../methods/catalogue.ts';
import { readNetwork } from '../network/readLayersModel.ts';
import { createTracer } from '../run/createTracer.ts';
import { deriveComponents } from './deriveComponents.ts';
import type { DeriveSource } from './deriveSource.ts';

const { eigenCam, eigenGradCam } = derivedMethods;
const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };

let base: DeriveSource;

beforeAll(async () => {
  await tf.setBackend('cpu');
  const network = readNetwork(buildToyMobileNet(1));
  const { tracer } = await createTracer(network);
  const input: tf.Tensor4D = tf.zeros([1, 9, 9, 3]);
  base = { network, tracer, input, seed: Float32Array.of(1), gain: 1, kept: null, budgetBytes: 0 };
});

/** The map of one of the network's layers whose numbers are given, cell after cell. */
async function mapOf(
  method: typeof eigenCam,
  index: number,
  activation: Float32Array,
  gradient: Float32Array,
): Promise<Float32Array> {
  const { height, width, channels, offset } = base.network.layers[index]!;
  const shape: [number, number, number, number] = [1, height, width, channels];
  const trace = {
    index,
    activation: tf.tensor4d(activation, shape),
    gradient: tf.tensor4d(gradient, shape),
    folded: null,
  };
  const kept = { traces: [trace], inputGradient: null, gain: 1, dispose: () => undefined };
  try {
    const maps = await deriveComponents(method, { ...base, kept }, quiet);
    return maps.slice(offset, offset + height * width);
  } finally {
    tf.dispose([trace.activation, trace.gradient]);
  }
}

/** A layer with more cells than channels, and one with fewer: they are decomposed in two ways. */
describe.each([
  ['more cells than channels', (cells: number, channels: number) => cells > channels],
  ['fewer cells than channels', (cells: number, channels: number) => cells < channels],
])('with %s', (_what, suits) => {
  const layerOf = () =>
    base.network.layers.find(({ height, width, channels }) => suits(height * width, channels))!;

  /** Numbers with one strong pattern in all channels, so that the first component is well apart from the others. */
  function layerNumbers(seed: number) {
    const { index, height, width, channels } = layerOf();
    const random = createRandom(seed);
    const pattern = Array.from({ length: height * width }, () => 4 * random());
    const strengths = Array.from({ length: channels }, () => 0.5 + random());
    const size = height * width * channels;
    const at = (place: number) => pattern[Math.floor(place / channels)]! * strengths[place % channels]!;
    const activation = Float32Array.from({ length: size }, (_, place) => at(place) + random() / 2);
    const gradient = Float32Array.from({ length: size }, () => 0.75 + random() / 2);
    return { index, cells: height * width, channels, activation, gradient };
  }

  test('channels of one pattern give that pattern, centred, as long as their strengths together', async () => {
    const { index, height, width, channels } = layerOf();
    const cells = height * width;
    const someOf = (length: number) =>
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length });
    await fc.assert(
      fc.asyncProperty(
        someOf(cells).filter((values) => new Set(values).size > 1),
        someOf(channels).filter((values) => values.reduce((sum, value) => sum + value, 0) !== 0),
        someOf(channels),
        async (pattern, strengths, offsets) => {
          // A_k = c_k p + d_k: centred c_k (p − mean p), of rank one. X·v = ±‖c‖ (p − mean p), the sign that of Σ c_k.
          const activation = Float32Array.from({ length: cells * channels }, (_, place) => {
            const channel = place % channels;
            return strengths[channel]! * pattern[Math.floor(place / channels)]! + offsets[channel]!;
          });
          const sign = Math.sign(strengths.reduce((sum, value) => sum + value, 0));
          const mean = pattern.reduce((sum, value) => sum + value, 0) / cells;
          const expected = Float32Array.from(
            pattern,
            (value) => sign * Math.hypot(...strengths) * (value - mean),
          );
          const map = await mapOf(eigenCam, index, activation, activation);
          expect(relativeL2(map, expected)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ['Eigen-CAM', eigenCam],
    ['EigenGrad-CAM', eigenGradCam],
  ])('%s does not care in which order channels stand, and moves with the cells', async (_name, method) => {
    const { index, cells, channels, activation, gradient } = layerNumbers(3);
    const map = await mapOf(method, index, activation, gradient);
    const turned = (values: Float32Array) =>
      values.map((_, place) => values[place - (place % channels) + ((place + 1) % channels)]!);
    expect(relativeL2(await mapOf(method, index, turned(activation), turned(gradient)), map)).toBeLessThan(
      1e-4,
    );
    const moved = (values: Float32Array) =>
      values.map((_, place) => values[(place + channels) % values.length]!);
    const expected = map.map((_, cell) => map[(cell + 1) % cells]!);
    expect(relativeL2(await mapOf(method, index, moved(activation), moved(gradient)), expected)).toBeLessThan(
      1e-4,
    );
  });

  test('three times the activation is three times either map, and minus it minus the map', async () => {
    const { index, activation, gradient } = layerNumbers(4);
    for (const method of [eigenCam, eigenGradCam]) {
      const map = await mapOf(method, index, activation, gradient);
      for (const factor of [3, -1]) {
        const scaled = await mapOf(
          method,
          index,
          activation.map((value) => factor * value),
          gradient,
        );
        expect(
          relativeL2(
            scaled,
            map.map((value) => factor * value),
          ),
        ).toBeLessThan(1e-4);
      }
    }
  });

  test('the gradient counts in EigenGrad-CAM alone, which turns over with it', async () => {
    const { index, activation, gradient } = layerNumbers(5);
    const against = gradient.map((value) => -2 * value);
    const map = await mapOf(eigenGradCam, index, activation, gradient);
    expect(
      relativeL2(
        await mapOf(eigenGradCam, index, activation, against),
        map.map((v) => -2 * v),
      ),
    ).toBeLessThan(1e-4);
    const blind = await mapOf(eigenCam, index, activation, gradient);
    expect(await mapOf(eigenCam, index, activation, against)).toEqual(blind);
  });
});
