import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { createRandom } from '../../measure/random.ts';
import { currentWasmMemory, type WasmMemory } from '../wasm/wasmMemory.ts';
import { convolveDepthwise } from './wasmDepthwise.ts';

let memory: WasmMemory;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
  memory = currentWasmMemory()!;
});

// Without inner cells, without inner rows, without inner columns, with both, several pictures.
test.each([
  [1, 1, 1, 4],
  [1, 1, 5, 8],
  [1, 5, 1, 4],
  [1, 2, 2, 12],
  [1, 7, 9, 20],
  [3, 4, 5, 8],
] as const)('%i × %i × %i × %i: to the last digit what tfjs computes', async (...shape) => {
  const random = createRandom(shape[3] * 10 + shape[1]);
  const fill = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  const x = tf.tensor4d(fill(tf.util.sizeFromShape([...shape])), [...shape]);
  const filter = tf.tensor4d(fill(9 * shape[3]), [3, 3, shape[3], 1]);
  const bias = tf.tensor1d(fill(shape[3]));

  const linear = convolveDepthwise(memory, x, filter, null);
  expect(linear.shape).toEqual([...shape]);
  expect(await linear.data()).toEqual(await tf.depthwiseConv2d(x, filter, 1, 'same').data());

  const clamped = convolveDepthwise(memory, x, filter, bias, 0, 6);
  const options = { x, filter, bias, strides: 1, pad: 'same', activation: 'relu6' } as const;
  expect(await clamped.data()).toEqual(await tf.fused.depthwiseConv2d(options).data());
});
