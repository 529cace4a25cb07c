/** The example of docs/library.md for pictures one after another. */
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadModel } from '../../src/engine/network/loadModel.ts';
import { followTheAnimal } from '../librarySequence.ts';
import { cardPath, prepareWasm, readBytes } from '../nodeEngine.ts';
import { readOracles } from '../oracles/readOracles.ts';

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
});

describe('the documented example', () => {
  test('is the one that runs here', () => {
    const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const example = read('test/librarySequence.ts').replace('../src/engine/index.ts', 'stratacam').trimEnd();
    expect(read('docs/library.md')).toContain(`\`\`\`ts\n${example}\n\`\`\``);
  });

  test('follows the animals of two photos', async () => {
    await tf.setBackend('wasm');
    const { model } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
    const pictures = readOracles().pictures.slice(0, 2);
    const photos = pictures.map(({ input }) => tf.tensor3d(Float32Array.from(input.data), [224, 224, 3]));
    const before = tf.memory().numTensors;
    const track = await followTheAnimal(model, photos);
    expect(track.map(({ logit }) => logit)).toEqual(pictures.map(({ logit }) => expect.closeTo(logit, 3)));
    expect(tf.memory().numTensors).toBe(before);
  });
});
