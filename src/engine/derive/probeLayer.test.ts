import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readNetwork } from '../network/readLayersModel.ts';
import { createTracer } from '../run/createTracer.ts';
import { runTrace } from '../run/runTrace.ts';
import { deriveMaps } from './deriveMaps.ts';
import { createKeeper } from './keptRun.ts';
import { mostVaryingChannels } from './probeLayer.ts';

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };

/**
 * Two channels, the picture's red and its green, of which y = slopes · their means + bias.
 * Red is 0 4 / 0 4, green 0 0 / 4 4: both means are 2, and blue is not looked at.
 */
async function openTwoChannels(slopes: readonly [number, number], bias: number) {
  const input = tf.input({ shape: [2, 2, 3] });
  const convolution = tf.layers.conv2d({ filters: 2, kernelSize: 1, useBias: false });
  const dense = tf.layers.dense({ units: 1 });
  const pooled = tf.layers.globalAveragePooling2d({}).apply(convolution.apply(input));
  const model = tf.model({ inputs: input, outputs: dense.apply(pooled) as tf.SymbolicTensor });
  convolution.setWeights([tf.tensor4d([1, 0, 0, 1, 0, 0], [1, 1, 3, 2])]);
  dense.setWeights([tf.tensor2d([...slopes], [2, 1]), tf.tensor1d([bias])]);
  const network = readNetwork(model);
  const { tracer } = await createTracer(network);
  const picture = tf.tensor4d([0, 0, 7, 4, 0, 1, 0, 4, 9, 4, 4, 2], [1, 2, 2, 3]);
  const kept = createKeeper(1);
  const seed = Float32Array.of(1);
  await runTrace(network, tracer, picture, () => seed, quiet, kept);
  return { network, tracer, input: picture, seed, gain: 1, kept, budgetBytes: 1e9 };
}

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));

describe('on two channels, by hand', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test('Score-CAM', async () => {
    // Seen through red, the means are 2 and 1, through green 1 and 2. The scores differ by 1 + ln 3 − 1 = ln 3,
    // and the softmax gives ¾ and ¼: ¾ red + ¼ green.
    const { maps } = await deriveMaps('scoreCam', 0, await openTwoChannels([1 + Math.log(3), 1], 5), quiet);
    expect([...maps]).toEqual(close([0, 3, 1, 4]));
  });

  test.each([
    // y = 2·3 + 2·(−1) + 0 = 4. Without red −2, without green 6: falls of 6/4 and −2/4.
    ['a score above zero', 0, [0, 6, -2, 4]],
    // y = 4 − 12 = −8: the falls are the same, 6/8 and −2/8, and the map is not turned over.
    ['a score below zero', -12, [0, 3, -1, 2]],
  ])('Ablation-CAM of %s', async (_what, bias, expected) => {
    const { maps } = await deriveMaps('ablationCam', 0, await openTwoChannels([3, -1], bias), quiet);
    expect([...maps]).toEqual(close(expected));
  });
});

test('the channels that vary most come first, the first of equals first', () => {
  // Channel 0 is flat, 1 and 3 vary by 2, 2 by 8.
  const values = Float32Array.of(5, 0, 1, 9, 5, 2, 9, 7);
  expect(mostVaryingChannels(values, 4, 3)).toEqual([2, 1, 3]);
  expect(mostVaryingChannels(values, 4, 9)).toEqual([2, 1, 3, 0]);
});
