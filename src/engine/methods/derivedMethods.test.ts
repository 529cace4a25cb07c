import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ablationCam } from './ablationCam.ts';
import { derivedMethods } from './catalogue.ts';
import { scoreCam } from './scoreCam.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));
const read = async (tensor: tf.Tensor) => [...(await tensor.data())];

describe('on two cells and two channels', () => {
  // A₀ = (1, 3), A₁ = (−2, 4); g₀ = (½, −3⁄2), g₁ = (1, 2).
  const activation = () => tf.tensor3d([1, -2, 3, 4], [1, 2, 2]);
  const gradient = () => tf.tensor3d([0.5, 1, -1.5, 2], [1, 2, 2]);

  test.each([
    ['hiResCam', [0.5 - 2, -4.5 + 8]],
    ['elementWise', [0.5, 8]],
    // w = ((½ − 9⁄2)/4, (−2 + 8)/2) = (−1, 3).
    ['xGradCam', [-1 - 6, -3 + 12]],
    // relu(g)/(2 + S·relu(g)): channel 0: ½/(2 + 4·½) = ⅛, 0. Channel 1: 1/(2 + 2) = ¼, 2/(2 + 2·2) = ⅓.
    ['gradCamPlusPlus', [1 / 8 - (2 * 7) / 12, 3 / 8 + (4 * 7) / 12]],
  ] as const)('%s is its formula', async (id, expected) => {
    expect(await read(derivedMethods[id].map(activation(), gradient()))).toEqual(close(expected));
  });

  test('in Grad-CAM++ a channel that is negative in sum weighs half its positive gradients', async () => {
    // S = −9, so w = Σ relu(g)/2 = (4 + 1)/2, where the paper's denominator 2 − 9·g vanishes at g = 2/9.
    const sums = tf.tensor3d([-10, 1, 0], [1, 3, 1]);
    const map = derivedMethods.gradCamPlusPlus.map(sums, tf.tensor3d([4, -7, 1], [1, 3, 1]));
    expect(await read(map)).toEqual(close([-25, 2.5, 0]));
  });

  test('in Grad-CAM++ the smallest gradients still weigh half of themselves', async () => {
    const map = derivedMethods.gradCamPlusPlus.map(
      tf.tensor3d([1], [1, 1, 1]),
      tf.tensor3d([2 ** -40], [1, 1, 1]),
    );
    expect((await read(map)).map((value) => value * 2 ** 40)).toEqual(close([0.5]));
  });

  test('in XGrad-CAM a channel whose activations are zero in sum weighs nothing', async () => {
    const map = derivedMethods.xGradCam.map(tf.tensor3d([2, -2], [1, 2, 1]), tf.tensor3d([3, 1], [1, 2, 1]));
    expect(await read(map)).toEqual([0, 0]);
  });

  test.each(['hiResCam', 'elementWise', 'xGradCam', 'gradCamPlusPlus'] as const)(
    'a larger gradient that is said to be so gives %s as much larger',
    async (id) => {
      const { map } = derivedMethods[id];
      const small = tf.mul<tf.Tensor3D>(gradient(), 1e-3);
      const expected = await read(map(activation(), small));
      const found = await read(map(activation(), tf.mul(small, 1024), 1024));
      expect(found.map((value) => value / 1024 / expected[0]!)).toEqual(
        close(expected.map((value) => value / expected[0]!)),
      );
    },
  );

  test('the eigen methods decompose A, and g ⊙ A', async () => {
    const { eigenCam, eigenGradCam } = derivedMethods;
    expect(await read(eigenCam.features(activation(), gradient()))).toEqual([1, -2, 3, 4]);
    expect(await read(eigenGradCam.features(activation(), gradient()))).toEqual([0.5, -2, -4.5, 8]);
  });

  test('FullGrad spreads each channel over [0, 1], and a flat one adds nothing', async () => {
    const term = tf.tensor3d([1, -2, -3, -2], [1, 2, 2]);
    expect(await read(derivedMethods.fullGrad.share(term))).toEqual([0, 1]);
  });
});

test('Score-CAM’s weights are a softmax, which does not overflow', () => {
  expect(scoreCam.weights([0, Math.log(3)], 7)).toEqual(close([0.25, 0.75]));
  expect(scoreCam.weights([1000, 1000], 7)).toEqual([0.5, 0.5]);
});

test('Ablation-CAM’s weights are falls of the score, positive where the channel speaks for the class', () => {
  expect(ablationCam.weights([1, 4], 2)).toEqual([0.5, -1]);
  expect(ablationCam.weights([1, -4], -2)).toEqual([-1.5, 1]);
  expect(ablationCam.weights([1, -4], 0)).toEqual([-1, 4]);
});

describe('for all layers', () => {
  const size = { height: 3, width: 2, channels: 2 };
  const numbers = (min: number) =>
    fc.array(fc.double({ min, max: 3, noNaN: true }), { minLength: 12, maxLength: 12 });
  const layer = (values: readonly number[]) =>
    tf.tensor3d([...values], [size.height, size.width, size.channels]);

  test('element-wise Grad-CAM is never below HiResCAM nor below zero', async () => {
    await fc.assert(
      fc.asyncProperty(numbers(-3), numbers(-3), async (a, g) => {
        const { elementWise, hiResCam } = derivedMethods;
        const upper = await read(elementWise.map(layer(a), layer(g)));
        const lower = await read(hiResCam.map(layer(a), layer(g)));
        for (const [cell, value] of upper.entries()) {
          expect(value).toBeGreaterThanOrEqual(Math.max(0, lower[cell]! - 1e-5));
        }
      }),
    );
  });

  test('Grad-CAM++ has no negative weights behind a ReLU', async () => {
    await fc.assert(
      fc.asyncProperty(numbers(0), numbers(-3), async (a, g) => {
        // A map of sums of weight times activation ≥ 0 is ≥ 0.
        const map = await read(derivedMethods.gradCamPlusPlus.map(layer(a), layer(g)));
        expect(Math.min(...map)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('where the gradient is the same in all cells, XGrad-CAM and HiResCAM are Grad-CAM', async () => {
    await fc.assert(
      fc.asyncProperty(numbers(0.1), fc.tuple(fc.integer(), fc.integer()), async (a, slopes) => {
        const weights = slopes.map((slope) => (slope % 100) / 10);
        const gradient = layer(Array.from({ length: 12 }, (_, index) => weights[index % 2]!));
        const expected = Array.from(
          { length: 6 },
          (_, cell) => weights[0]! * a[2 * cell]! + weights[1]! * a[2 * cell + 1]!,
        );
        for (const method of [derivedMethods.xGradCam, derivedMethods.hiResCam]) {
          const map = await read(method.map(layer(a), gradient));
          for (const [cell, value] of map.entries()) expect(value).toBeCloseTo(expected[cell]!, 3);
        }
      }),
    );
  });
});
