import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import { createRandom } from '../../src/measure/random.ts';
import { fetchFrom, type ModelFiles, saveModelFiles } from '../modelFiles.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { type OneModelEngine, oneModelEngine } from '../oneModelEngine.ts';
import { buildToyMobileNet } from '../toyNets.ts';

const size = 9;
let files: ModelFiles;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('cpu');
  files = await saveModelFiles(buildToyMobileNet(1), size);
});

describe.each(['wasm', 'cpu'] as const)('predicting on %s', (backend) => {
  let engine: OneModelEngine;
  const random = createRandom(16);
  const inputs = [0, 1, 2].map(() => ({
    width: size,
    height: size,
    data: Uint8Array.from({ length: size * size * 3 }, () => random() * 256),
  }));

  beforeEach(async () => {
    engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files) }));
    await engine.open({ cardUrl: 'model/card.json', backend });
  });

  test('says of several pictures what explaining each of them says, in order', async () => {
    const fractions: number[] = [];
    const { predictions } = await engine.predict(
      { inputs },
      { onEvent: ({ fraction }) => fractions.push(fraction) },
    );
    expect(fractions).toEqual([1 / 3, 2 / 3, 1]);
    expect(predictions).toHaveLength(inputs.length);
    for (const [index, input] of inputs.entries()) {
      const { prediction } = await engine.explain({ input, target: 1 });
      expect(predictions[index]!.logits[0]).toBeCloseTo(prediction.logits[0]!, 6);
      expect(predictions[index]!.classIndex).toBe(prediction.classIndex);
      const { predictions: alone } = await engine.predict({ inputs: [input] });
      expect(alone).toEqual([predictions[index]]);
    }
    expect(new Set(predictions.map(({ logits }) => logits[0])).size).toBe(inputs.length);
  });

  test('stops between two pictures, and neither that nor an answer leaves a tensor behind', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    let answered = 0;
    const stopped = engine.predict(
      { inputs },
      {
        signal: controller.signal,
        onEvent() {
          answered += 1;
          controller.abort();
        },
      },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(answered).toBe(1);
    await engine.predict({ inputs });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses a picture of the wrong size before it asks about any', async () => {
    const small = { width: 2, height: 2, data: new Uint8Array(12) };
    let answered = 0;
    const refused = engine.predict({ inputs: [inputs[0]!, small] }, { onEvent: () => (answered += 1) });
    await expect(refused).rejects.toMatchObject({ code: 'internal' });
    expect(answered).toBe(0);
  });

  test('predictions, and runs that are not to be kept, leave the kept run to derive from', async () => {
    const kept = await engine.explain({ input: inputs[0]!, target: 1 });
    const { maps } = await engine.derive({ run: kept.run, method: 'hiResCam' });
    await engine.predict({ inputs });
    const passing = await engine.explain({ input: inputs[1]!, target: 0, keep: false });
    const again = await engine.derive({ run: kept.run, method: 'hiResCam' });
    expect(again).toMatchObject({ fromKept: true });
    expect(again.maps).toEqual(maps);
    await expect(engine.derive({ run: passing.run, method: 'hiResCam' })).rejects.toMatchObject({
      code: 'internal',
    });
    const { maps: same } = await engine.explain({ input: inputs[1]!, target: 0 });
    expect(passing.maps).toEqual(same);
  });
});
