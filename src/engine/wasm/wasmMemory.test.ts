import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { buildToyMobileNet } from '../../../test/toyNets.ts';
import { createExplainer } from '../index.ts';
import { currentWasmMemory, reserveWasmMemory } from './wasmMemory.ts';

/** 64 KiB less than the memory can ever be, of which tfjs' static data are more. */
const tooManyBytes = 2 ** 32 - 2 ** 17;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
});

test('what the memory has no room for is refused, and nothing of it is left', () => {
  const memory = currentWasmMemory()!;
  const before = tf.memory();
  expect(() => memory.allocate([tooManyBytes / 4])).toThrow(
    expect.objectContaining({ name: 'Failure', code: 'outOfMemory' }),
  );
  expect(tf.memory()).toEqual(before);
});

test('a reserve that the memory has no room for changes nothing: the next maps are the same', async () => {
  const explainer = await createExplainer(buildToyMobileNet(1));
  const image = tf.fill<tf.Rank.R3>([9, 9, 3], 100);
  const explained = await explainer.explain(image);
  const before = tf.memory();
  reserveWasmMemory(tooManyBytes);
  expect(tf.memory()).toEqual(before);
  expect(await explainer.explain(image)).toEqual(explained);
});
