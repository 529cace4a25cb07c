import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fetchFrom, type ModelFiles, saveModelFiles } from '../../../test/modelFiles.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { buildToyMobileNet } from '../../../test/toyNets.ts';
import { createRandom } from '../../measure/random.ts';
import type { Engine, ModelId } from '../api.ts';
import { createEngine } from '../createEngine.ts';

const size = 9;
/** The files of three models, each in a folder of its own. */
const files: ModelFiles = new Map();
const urls = ['a', 'b', 'c'].map((name) => `${name}/card.json`);

function picture(seed: number) {
  const random = createRandom(seed);
  const data = Uint8Array.from({ length: size * size * 3 }, () => random() * 256);
  return { width: size, height: size, data };
}

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('cpu');
  for (const [index, url] of urls.entries()) {
    const model = buildToyMobileNet(index + 1);
    for (const [path, bytes] of await saveModelFiles(model, size)) {
      files.set(path.replace('model/', url.replace('card.json', '')), bytes);
    }
    model.dispose();
  }
});

async function load(engine: Engine, url: string, isPinned = false) {
  const { model } = await engine.load({ source: { kind: 'card', url }, isPinned });
  return model;
}

describe.each(['wasm', 'cpu'] as const)('several models on %s', (backend) => {
  let engine: Engine;

  beforeEach(async () => {
    engine = createEngine({ fetchBytes: fetchFrom(files) });
    await engine.start({ backend });
  });

  test('each answers by its own weights, whichever was asked before', async () => {
    const ids: ModelId[] = [];
    for (const url of urls) ids.push((await load(engine, url)).id);
    expect(new Set(ids).size).toBe(3);
    const ask = async (model: ModelId) => {
      const { prediction, maps } = await engine.explain({ model, input: picture(1), target: 1 });
      return { logits: prediction.logits, maps };
    };
    const first = new Map<ModelId, unknown>();
    for (const id of ids) first.set(id, structuredClone(await ask(id)));
    for (const id of ids.toReversed()) expect(await ask(id)).toEqual(first.get(id));
    expect(first.get(ids[0]!)).not.toEqual(first.get(ids[1]!));
  });

  test('each keeps its own last run to derive from', async () => {
    const [a, b] = [await load(engine, urls[0]!), await load(engine, urls[1]!)];
    const ofA = await engine.explain({ model: a.id, input: picture(2), target: 1 });
    const alone = await engine.derive({ model: a.id, run: ofA.run, method: 'hiResCam' });
    const ofB = await engine.explain({ model: b.id, input: picture(2), target: 1 });
    const after = await engine.derive({ model: a.id, run: ofA.run, method: 'hiResCam' });
    expect(after).toMatchObject({ maps: alone.maps, fromKept: true });
    await expect(engine.derive({ model: b.id, run: ofA.run, method: 'hiResCam' })).rejects.toMatchObject({
      code: 'internal',
    });
    expect((await engine.derive({ model: b.id, run: ofB.run, method: 'hiResCam' })).fromKept).toBe(true);
  });

  test('loading what is loaded answers at once, without its files and without a tensor more', async () => {
    const { id } = await load(engine, urls[0]!);
    const { numTensors } = tf.memory();
    const phases: string[] = [];
    const again = await engine.load(
      { source: { kind: 'card', url: urls[0]! } },
      { onEvent: ({ phase }) => phases.push(phase) },
    );
    expect(again.model.id).toBe(id);
    expect(phases).toEqual([]);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('beyond the budget the model used longest ago leaves, a pinned one does not', async () => {
    const [a] = [await load(engine, urls[0]!)];
    engine = createEngine({ fetchBytes: fetchFrom(files), modelBudgetBytes: 2.5 * a.costs.modelBytes });
    await engine.start({ backend });
    const ids: ModelId[] = [];
    for (const url of urls) ids.push((await load(engine, url, url === urls[0])).id);
    const isLoaded = (model: ModelId) =>
      engine.predict({ model, inputs: [picture(3)] }).then(
        () => true,
        (thrown: { code: string }) => thrown.code,
      );
    expect(await Promise.all(ids.map(isLoaded))).toEqual([true, 'modelNotLoaded', true]);
  });

  test('loading, explaining and unloading ten times leaves tensors and bytes as they were', async () => {
    const before = tf.memory();
    for (let round = 0; round < 10; round++) {
      const { id } = await load(engine, urls[round % 3]!);
      const { run } = await engine.explain({ model: id, input: picture(round), target: 'predicted' });
      await engine.derive({ model: id, run, method: 'eigenCam' });
      await engine.survey({
        model: id,
        inputs: [picture(round)],
        want: { prediction: true, features: true, evidence: true },
      });
      await engine.unload({ model: id });
    }
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
  });

  test('a model that cannot be used leaves nothing behind', async () => {
    const text = new TextDecoder().decode(files.get(urls[0]!));
    const spoiled = new Map(files).set(
      'a/card.json',
      new TextEncoder().encode(text.replace('sigmoid', 'logits')),
    );
    engine = createEngine({ fetchBytes: fetchFrom(spoiled) });
    await engine.start({ backend });
    const before = tf.memory();
    await expect(load(engine, urls[0]!)).rejects.toMatchObject({ code: 'modelInvalid' });
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
  });

  test('a run of bulk work gives way between its steps, and neither disturbs the other', async () => {
    const { id } = await load(engine, urls[0]!);
    const ask = (seed: number, lane: 'bulk' | 'interactive') =>
      engine.explain({ model: id, lane, input: picture(seed), target: 1, keep: false });
    const alone = [
      structuredClone(await ask(4, 'interactive')),
      structuredClone(await ask(5, 'interactive')),
    ];
    const before = tf.memory().numTensors;
    const order: string[] = [];
    let person: Promise<unknown> = Promise.resolve();
    const slow = await engine.explain(
      { model: id, lane: 'bulk', input: picture(4), target: 1, keep: false },
      {
        onEvent(event) {
          if (event.phase !== 'predicted') return;
          person = ask(5, 'interactive').then(({ maps }) => {
            order.push('person');
            expect(maps).toEqual(alone[1]!.maps);
          });
        },
      },
    );
    order.push('bulk');
    await person;
    expect(order).toEqual(['person', 'bulk']);
    expect(slow.maps).toEqual(alone[0]!.maps);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('starting anew gives up what is under way and every model', async () => {
    const { id } = await load(engine, urls[0]!);
    const inputs = [1, 2, 3].map(picture);
    let restarted: Promise<unknown> = Promise.resolve();
    const surveyed = engine.survey(
      { model: id, inputs, want: { prediction: true } },
      {
        onEvent({ index }) {
          if (index === 0) restarted = engine.start({ backend });
        },
      },
    );
    await expect(surveyed).rejects.toMatchObject({ code: 'cancelled' });
    await restarted;
    await expect(engine.predict({ model: id, inputs })).rejects.toMatchObject({ code: 'modelNotLoaded' });
  });
});
