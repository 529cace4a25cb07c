import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/compareMaps.ts';
import { fetchFrom, type ModelFiles, rewriteCard, saveModelFiles } from '../../test/modelFiles.ts';
import { prepareWasm } from '../../test/nodeEngine.ts';
import { type OneModelEngine, oneModelEngine } from '../../test/oneModelEngine.ts';
import { buildToyMobileNet } from '../../test/toyNets.ts';
import type { RgbPixels } from '../image/pixels.ts';
import { createRandom } from '../measure/random.ts';
import type { ExplainEvent, LoadEvent } from './api.ts';
import { createEngine } from './createEngine.ts';

const size = 9;
const cardUrl = 'model/card.json';

function picture(seed: number): RgbPixels {
  const random = createRandom(seed);
  return {
    width: size,
    height: size,
    data: Uint8Array.from({ length: size * size * 3 }, () => random() * 256),
  };
}

let saved: ModelFiles;
let files: ModelFiles;
let engine: OneModelEngine;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('cpu');
  saved = await saveModelFiles(buildToyMobileNet(1), size);
});

beforeEach(() => {
  files = new Map(saved);
  engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files) }));
});

describe('opening', () => {
  test('chooses WebAssembly in Node, and says why not a GPU', async () => {
    const { backend, model, tracing } = await engine.open({ cardUrl, backend: 'auto' });
    expect(backend).toMatchObject({ name: 'wasm', onGpu: false });
    expect(backend.refusals.map((refusal) => refusal.backend)).toEqual(['webgpu', 'webgl']);
    expect(tracing).toEqual({ kind: 'plan' });
    expect(model.mapLength).toBe(model.layers.reduce((sum, layer) => sum + layer.height * layer.width, 0));
  });

  test('takes the backend that is asked for, and another where that one does not exist', async () => {
    expect((await engine.open({ cardUrl, backend: 'cpu' })).backend).toMatchObject({
      name: 'cpu',
      refusals: [],
    });
    expect((await engine.open({ cardUrl, backend: 'webgl' })).backend.name).toBe('wasm');
  });

  test('reports bytes that never go back and end at the whole', async () => {
    const events: LoadEvent[] = [];
    await engine.open({ cardUrl, backend: 'cpu' }, { onEvent: (event) => events.push(event) });
    const downloads = events.filter((event) => event.phase === 'downloading');
    const loaded = downloads.map((event) => event.loadedBytes);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(loaded.at(-1)).toBe(downloads.at(-1)?.totalBytes);
    expect([events[0]?.phase, events.at(-1)?.phase]).toEqual(['downloading', 'building']);
  });

  test.each<[string, () => void, object]>([
    [
      'a shortened file',
      () => files.set('model/weights.bin', saved.get('model/weights.bin')!.subarray(1)),
      { code: 'modelCorrupt', details: { file: 'weights.bin', problem: 'size' } },
    ],
    [
      'a changed byte',
      () => {
        const bytes = saved.get('model/weights.bin')!.slice();
        bytes[100]! ^= 1;
        files.set('model/weights.bin', bytes);
      },
      { code: 'modelCorrupt', details: { file: 'weights.bin', problem: 'checksum' } },
    ],
    [
      'a missing file',
      () => files.delete('model/weights.bin'),
      { code: 'modelUnreachable', details: { status: 404 } },
    ],
    [
      'a card that is no JSON',
      () => files.set('model/card.json', new TextEncoder().encode('<html>')),
      { code: 'modelCorrupt', details: { file: 'card.json' } },
    ],
    [
      'a model of another kind',
      () => {
        files.set('model/model.json', new TextEncoder().encode('{"format":"graph-model"}'));
        rewriteCard(files, size);
      },
      { code: 'modelInvalid', details: { file: 'model.json' } },
    ],
    [
      'a layer that does not exist',
      () => {
        const text = new TextDecoder()
          .decode(saved.get('model/model.json'))
          .replace('"DepthwiseConv2D"', '"Evil"');
        files.set('model/model.json', new TextEncoder().encode(text));
        rewriteCard(files, size);
      },
      { code: 'modelInvalid', details: { file: 'model.json' } },
    ],
    [
      'a card of another model',
      () => rewriteCard(files, size, { labels: ['a', 'b', 'c'], output: 'softmax' }),
      { code: 'modelInvalid', details: { file: 'card.json' } },
    ],
  ])('refuses %s in words', async (_what, spoil, failure) => {
    spoil();
    await expect(engine.open({ cardUrl, backend: 'cpu' })).rejects.toMatchObject(failure);
    await expect(engine.explain({ input: picture(1), target: 1 })).rejects.toMatchObject({
      code: 'modelNotLoaded',
    });
  });
});

describe.each(['wasm', 'cpu'] as const)('explaining on %s', (backend) => {
  beforeEach(async () => {
    await engine.open({ cardUrl, backend });
  });

  test('gives the prediction first, rising progress, then the maps of the class that was asked for', async () => {
    const events: ExplainEvent[] = [];
    const result = await engine.explain(
      { input: picture(2), target: 'predicted' },
      { onEvent: (event) => events.push(event) },
    );
    expect(events[0]).toEqual({ phase: 'predicted', prediction: result.prediction });
    const fractions = events.flatMap((event) => (event.phase === 'mapping' ? [event.fraction] : []));
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(result.classIndex).toBe(result.prediction.classIndex);
    const other = await engine.explain({ input: picture(2), target: 1 - result.classIndex });
    const negated = result.maps.gradCam.map((value) => -value);
    expect(largestDifference(other.maps.gradCam, negated)).toBe(0);
  });

  test('a hundred runs leave no tensor behind', async () => {
    await engine.explain({ input: picture(3), target: 1 });
    const before = tf.memory().numTensors;
    for (let run = 0; run < 100; run++) await engine.explain({ input: picture(run), target: 'predicted' });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('calls are answered one after another, and a cancelled one that waits never starts', async () => {
    const controller = new AbortController();
    const order: string[] = [];
    const first = engine.explain({ input: picture(4), target: 1 }).then(() => order.push('first'));
    const cancelled = engine.explain({ input: picture(5), target: 1 }, { signal: controller.signal });
    const last = engine.explain({ input: picture(6), target: 1 }).then(() => order.push('last'));
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all([first, last]);
    expect(order).toEqual(['first', 'last']);
  });

  test('a run that is cancelled on its way stops and leaves nothing behind', async () => {
    // After a run there would be what is kept of it; after warming up there is nothing.
    await engine.warmUp();
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const run = engine.explain(
      { input: picture(7), target: 1 },
      { signal: controller.signal, onEvent: () => controller.abort() },
    );
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a picture of the wrong size or an unknown class is refused', async () => {
    const small = { width: 2, height: 2, data: new Uint8Array(12) };
    await expect(engine.explain({ input: small, target: 1 })).rejects.toMatchObject({ code: 'internal' });
    await expect(engine.explain({ input: picture(8), target: 2 })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  test('opening again replaces the model without a leak', async () => {
    await engine.explain({ input: picture(9), target: 1 });
    await engine.open({ cardUrl, backend });
    const before = tf.memory().numTensors;
    await engine.open({ cardUrl, backend });
    expect(tf.memory().numTensors).toBe(before);
    expect((await engine.warmUp()).elapsedMs).toBeGreaterThan(0);
  });
});

test('a layer that never fires is called dead, its maps empty', async () => {
  const model = buildToyMobileNet(2);
  const firstRelu = model.layers.findIndex((layer) => layer.getClassName() === 'ReLU');
  // The normalisation before the first relu: scales and shifts that leave nothing above zero.
  const [gamma, beta, mean, variance] = model.layers[firstRelu - 1]!.getWeights();
  const shifted = tf.tidy(() => tf.sub(tf.mul(beta!, 0), 100));
  model.layers[firstRelu - 1]!.setWeights([gamma!, shifted, mean!, variance!]);
  engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(await saveModelFiles(model, size)) }));
  await engine.open({ cardUrl, backend: 'cpu' });
  const { diagnosis } = await engine.explain({ input: picture(15), target: 1 });
  // The relu. (The folded convolution behind it reads zeros, but its map is what rounding leaves over.)
  expect(diagnosis).toContainEqual({ kind: 'deadLayers', layers: [4] });
  // A gradient cannot pass the dead relu: what lies before it is silent, but not dead.
  expect(diagnosis).toContainEqual({ kind: 'silentLayers', layers: [0, 1, 2, 3] });
});
