import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { createRandom } from '../../measure/random.ts';
import { depthwiseInputGradient, registerWasmKernels } from './wasmKernels.ts';

const cases = [1, 2, 3].flatMap((stride) =>
  (['same', 'valid'] as const).flatMap((padding) =>
    [
      [7, 9, 3],
      [8, 8, 3],
      [6, 7, 5],
      [5, 8, 2],
    ].map(([height, width, filterSize]) => ({ stride, padding, height, width, filterSize })),
  ),
) as { stride: number; padding: 'same' | 'valid'; height: number; width: number; filterSize: number }[];

test.each(cases)('the composed gradient equals tfjs’ own on cpu: %o', async (layout) => {
  await tf.setBackend('cpu');
  const { stride, padding, height, width, filterSize } = layout;
  const random = createRandom(stride * 100 + height * 10 + filterSize);
  const shape: [number, number, number, number] = [1, height, width, 3];
  const fill = (size: number) => Float32Array.from({ length: size }, () => random() - 0.5);
  const x = tf.tensor4d(fill(height * width * 3), shape);
  const filter = tf.tensor4d(fill(filterSize ** 2 * 3), [filterSize, filterSize, 3, 1]);
  const y = tf.depthwiseConv2d(x, filter, stride, padding);
  const dy = tf.tensor4d(fill(y.size), y.shape);
  const own = tf.grad((input) => tf.depthwiseConv2d(input as tf.Tensor4D, filter, stride, padding))(x, dy);
  const composed = depthwiseInputGradient(dy, filter, shape, [stride, stride], padding);
  expect(composed.shape).toEqual(own.shape);
  const difference = relativeL2((await composed.data()) as Float32Array, (await own.data()) as Float32Array);
  expect(difference).toBeLessThan(1e-6);
});

test('once registered, depthwise convolutions can be differentiated on WebAssembly', async () => {
  prepareWasm();
  registerWasmKernels();
  registerWasmKernels();
  await tf.setBackend('wasm');
  const filter = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
  const x = tf.ones<tf.Rank.R4>([1, 2, 2, 1]);
  const gradient = tf.grad((input) => tf.depthwiseConv2d(input as tf.Tensor4D, filter, 1, 'valid'))(x);
  expect([...(await gradient.data())]).toEqual([1, 2, 3, 4]);
});
