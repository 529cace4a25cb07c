import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import { derivedMethodIds } from '../../src/engine/methods/catalogue.ts';
import type { RgbPixels } from '../../src/image/pixels.ts';
import { createRandom } from '../../src/measure/random.ts';
import { largestDifference, relativeL2 } from '../compareMaps.ts';
import { fetchFrom, type ModelFiles, saveModelFiles } from '../modelFiles.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { type OneModelEngine, oneModelEngine } from '../oneModelEngine.ts';
import { buildToyMobileNet } from '../toyNets.ts';

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

let files: ModelFiles;
let engine: OneModelEngine;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('cpu');
  files = await saveModelFiles(buildToyMobileNet(1), size);
});

beforeEach(() => {
  engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files) }));
});

describe.each(['wasm', 'cpu'] as const)('deriving on %s', (backend) => {
  beforeEach(async () => {
    await engine.open({ cardUrl, backend });
  });

  test('gives what each kind of method promises, with rising progress and no new run', async () => {
    const { model } = await engine.open({ cardUrl, backend });
    const { run } = await engine.explain({ input: picture(10), target: 1 });
    const last = model.layers.at(-1)!;
    const cells = (index: number) => model.layers[index]!.height * model.layers[index]!.width;
    for (const method of derivedMethodIds) {
      const before = tf.memory().numTensors;
      const fractions: number[] = [];
      const { extent, maps, ...rest } = await engine.derive(
        { run, method },
        { onEvent: ({ fraction }) => fractions.push(fraction) },
      );
      expect(rest).toEqual({ method, diagnosis: [], fromKept: true, elapsedMs: expect.any(Number) });
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
      expect(tf.memory().numTensors).toBe(before);
      const lengths = { layers: model.mapLength, layer: cells(last.index), network: size * size };
      expect(maps).toHaveLength(lengths[extent.kind]);
      expect(maps.every(Number.isFinite)).toBe(true);
    }
    expect((await engine.derive({ run, method: 'ablationCam', layer: 2 })).maps).toHaveLength(cells(2));
  });

  test('explains the class of the run: its opposite turns HiResCAM over, but not Eigen-CAM', async () => {
    const both = [];
    for (const target of [0, 1]) {
      const { run } = await engine.explain({ input: picture(11), target });
      const { maps: hiResCam } = await engine.derive({ run, method: 'hiResCam' });
      both.push({ hiResCam, eigenCam: (await engine.derive({ run, method: 'eigenCam' })).maps });
    }
    const [cat, dog] = both as [(typeof both)[number], (typeof both)[number]];
    expect(
      largestDifference(
        cat.hiResCam,
        dog.hiResCam.map((value) => -value),
      ),
    ).toBe(0);
    expect(largestDifference(cat.eigenCam, dog.eigenCam)).toBe(0);
  });

  test('knows the last run alone', async () => {
    const first = await engine.explain({ input: picture(12), target: 1 });
    const second = await engine.explain({ input: picture(12), target: 1 });
    expect(second.run).not.toBe(first.run);
    const refused = { code: 'internal', details: { run: first.run } };
    await expect(engine.derive({ run: first.run, method: 'hiResCam' })).rejects.toMatchObject(refused);
    const missing = engine.derive({ run: second.run, method: 'scoreCam', layer: 99 });
    await expect(missing).rejects.toMatchObject({ code: 'internal', details: { layer: 99 } });
    const method = 'gradCam' as 'hiResCam';
    const underived = engine.derive({ run: second.run, method });
    await expect(underived).rejects.toMatchObject({ code: 'internal', details: { method } });
    await engine.warmUp();
    await expect(engine.derive({ run: second.run, method: 'hiResCam' })).rejects.toThrow('forgotten');
  });

  test('runs the network again when the run was too large to be kept, and says so', async () => {
    const frugal = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files), keptBudgetBytes: 2000 }));
    await frugal.open({ cardUrl, backend });
    await frugal.warmUp();
    const before = tf.memory().numTensors;
    const again = await frugal.explain({ input: picture(13), target: 1 });
    expect(tf.memory().numTensors).toBe(before);
    const derived = await frugal.derive({ run: again.run, method: 'eigenGradCam' });
    expect(tf.memory().numTensors).toBe(before);
    expect(derived.fromKept).toBe(false);
    const { run } = await engine.explain({ input: picture(13), target: 1 });
    const kept = await engine.derive({ run, method: 'eigenGradCam' });
    expect(relativeL2(derived.maps, kept.maps)).toBeLessThan(1e-6);
  });

  test('explains by any method in one answer, equal to what a kept run gives, which stays', async () => {
    const { run } = await engine.explain({ input: picture(16), target: 1 });
    const before = tf.memory().numTensors;
    for (const method of derivedMethodIds) {
      const derive = { method, layer: 2 };
      const fractions: number[] = [];
      const { derivation } = await engine.explain(
        { input: picture(16), target: 1, keep: false, derive },
        { onEvent: (event) => event.phase === 'mapping' && fractions.push(event.fraction) },
      );
      const kept = await engine.derive({ run, ...derive });
      expect(derivation).toEqual({ ...kept, elapsedMs: expect.any(Number) });
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
      expect(tf.memory().numTensors).toBe(before);
    }
    const passing = engine.explain({ input: picture(16), target: 1, keep: false });
    expect(await passing).not.toHaveProperty('derivation');
  });

  test('explains and derives in one answer without what would not fit, and from what is kept', async () => {
    const derive = { method: 'hiResCam' } as const;
    const { run, derivation } = await engine.explain({ input: picture(17), target: 0, derive });
    expect(await engine.derive({ run, ...derive })).toEqual({
      ...derivation!,
      elapsedMs: expect.any(Number),
    });
    const frugal = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files), keptBudgetBytes: 2000 }));
    await frugal.open({ cardUrl, backend });
    await frugal.warmUp();
    const before = tf.memory().numTensors;
    const again = await frugal.explain({ input: picture(17), target: 0, keep: false, derive });
    expect(tf.memory().numTensors).toBe(before);
    expect(again.derivation).toMatchObject({ fromKept: false });
    expect(relativeL2(again.derivation!.maps, derivation!.maps)).toBeLessThan(1e-6);
  });

  test('a method that is cancelled or has no such layer leaves nothing behind', async () => {
    await engine.warmUp();
    const before = tf.memory().numTensors;
    for (const keep of [true, false]) {
      const ask = { input: picture(18), target: 1, keep };
      const controller = new AbortController();
      const stopped = engine.explain(
        { ...ask, derive: { method: 'eigenCam' } },
        {
          signal: controller.signal,
          onEvent: (event) => event.phase === 'mapping' && event.fraction > 0.5 && controller.abort(),
        },
      );
      await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
      const missing = engine.explain({ ...ask, derive: { method: 'scoreCam', layer: 99 } });
      await expect(missing).rejects.toMatchObject({ code: 'internal', details: { layer: 99 } });
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  test('a method that is cancelled stops, and the run is still there', async () => {
    const { run } = await engine.explain({ input: picture(14), target: 1 });
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const stopped = engine.derive(
      { run, method: 'fullGrad' },
      { signal: controller.signal, onEvent: () => controller.abort() },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
    expect((await engine.derive({ run, method: 'fullGrad' })).fromKept).toBe(true);
  });
});
