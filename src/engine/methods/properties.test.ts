import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import type { CamMethod } from './camMethod.ts';
import { derivedMethods, methods } from './catalogue.ts';

const { hiResCam, elementWise, xGradCam, gradCamPlusPlus, fullGrad, scoreCam, ablationCam } = derivedMethods;

/** A layer's share in FullGrad, of the term activation times gradient: min-max takes every factor out again. */
const fullGradShare: CamMethod = {
  map: (activation, gradient) => fullGrad.share(tf.mul(activation, gradient)),
};

/** Every method that is a formula of one layer, and whether c times the gradient gives c times its map. */
const formulas: readonly (readonly [name: string, method: CamMethod, scales: boolean])[] = [
  ['positiveGradCam', methods.positiveGradCam, true],
  ['gradCam', methods.gradCam, true],
  ['layerCam', methods.layerCam, true],
  ['hiResCam', hiResCam, hiResCam.scalesWithGradient],
  ['elementWise', elementWise, elementWise.scalesWithGradient],
  ['xGradCam', xGradCam, xGradCam.scalesWithGradient],
  ['gradCamPlusPlus', gradCamPlusPlus, gradCamPlusPlus.scalesWithGradient],
  ['fullGrad', fullGradShare, false],
];

const [height, width, channels] = [3, 4, 5];
const size = height * width * channels;

/** Activations are those behind a ReLU, because sums that cancel make a map of rounding alone. */
const layers = fc.record({
  activation: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: size, maxLength: size }),
  gradient: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: size, maxLength: size }),
});
const tenth = (values: readonly number[]) => Float32Array.from(values, (value) => value / 10);

function mapOf(method: CamMethod, activation: Float32Array, gradient: Float32Array): Float32Array {
  const shape: [number, number, number] = [height, width, channels];
  return tf.tidy(() => {
    const map = method.map(tf.tensor3d(activation, shape), tf.tensor3d(gradient, shape));
    expect(map.shape).toEqual([height, width]);
    return Float32Array.from(tf.util.flatten<number>(map.arraySync()));
  });
}

/** The same numbers with channels and cells elsewhere: `from(cell, channel)` says whence each one comes. */
function rearrange(values: Float32Array, from: (cell: number, channel: number) => number): Float32Array {
  return Float32Array.from(
    values,
    (_, index) => values[from(Math.floor(index / channels), index % channels)]!,
  );
}

function expectSame(found: Float32Array, expected: Float32Array): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expect(largestDifference(found, expected) / largest).toBeLessThan(1e-4);
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(formulas)('%s', (_name, method) => {
  test('does not care in which order the channels stand', () => {
    fc.assert(
      fc.property(layers, fc.nat({ max: channels - 1 }), (layer, shift) => {
        const [activation, gradient] = [tenth(layer.activation), tenth(layer.gradient)];
        const turned = (cell: number, channel: number) => cell * channels + ((channel + shift) % channels);
        const map = mapOf(method, rearrange(activation, turned), rearrange(gradient, turned));
        expectSame(map, mapOf(method, activation, gradient));
      }),
      { numRuns: 30 },
    );
  });

  test('moves with the cells', () => {
    fc.assert(
      fc.property(layers, fc.nat({ max: height * width - 1 }), (layer, shift) => {
        const [activation, gradient] = [tenth(layer.activation), tenth(layer.gradient)];
        const cells = height * width;
        const moved = (cell: number, channel: number) => ((cell + shift) % cells) * channels + channel;
        const map = mapOf(method, activation, gradient);
        const expected = map.map((_, cell) => map[(cell + shift) % cells]!);
        expectSame(mapOf(method, rearrange(activation, moved), rearrange(gradient, moved)), expected);
      }),
      { numRuns: 30 },
    );
  });
});

test.each(formulas.filter(([, , scales]) => scales))(
  '%s gives three times the map for three times the gradient',
  (_name, method) => {
    fc.assert(
      fc.property(layers, (layer) => {
        const [activation, gradient] = [tenth(layer.activation), tenth(layer.gradient)];
        const steeper = gradient.map((value) => 3 * value);
        const expected = mapOf(method, activation, gradient).map((value) => 3 * value);
        expectSame(mapOf(method, activation, steeper), expected);
      }),
      { numRuns: 30 },
    );
  },
);

test('FullGrad’s share is the same for every multiple of the term', () => {
  fc.assert(
    fc.property(layers, fc.constantFrom(3, 0.01, -1), (layer, factor) => {
      const [activation, gradient] = [tenth(layer.activation), tenth(layer.gradient)];
      const steeper = gradient.map((value) => factor * value);
      expectSame(mapOf(fullGradShare, activation, steeper), mapOf(fullGradShare, activation, gradient));
    }),
    { numRuns: 30 },
  );
});

describe('the weights of channels that are probed', () => {
  const scores = fc.array(fc.integer({ min: -80, max: 80 }), { minLength: 2, maxLength: 8 });
  const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 9));

  test.each([
    ['scoreCam', scoreCam],
    ['ablationCam', ablationCam],
  ])('%s does not care in which order the channels stand', (_name, method) => {
    fc.assert(
      fc.property(scores, fc.integer({ min: -80, max: 80 }), (all, score) => {
        const turned = [...all.slice(1), all[0]!];
        const [first, ...others] = method.weights(all, score);
        expect(method.weights(turned, score)).toEqual(close([...others, first!]));
      }),
    );
  });

  test('Score-CAM’s are positive, sum to 1, and do not see the score of the blank picture', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: -1000, max: 1000 }), (all, blank) => {
        const weights = scoreCam.weights(all, 0);
        expect(Math.min(...weights)).toBeGreaterThan(0);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        const fromBlank = all.map((score) => score - blank);
        expect(scoreCam.weights(fromBlank, 0)).toEqual(close(weights));
      }),
    );
  });

  test('Ablation-CAM’s are the same for every multiple of the score, and turn over with it', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 80 }), fc.constantFrom(7, -2), (all, score, factor) => {
        const weights = ablationCam.weights(all, score);
        const scaled = ablationCam.weights(
          all.map((without) => factor * without),
          factor * score,
        );
        expect(scaled).toEqual(close(weights.map((weight) => Math.sign(factor) * weight)));
      }),
    );
  });
});
