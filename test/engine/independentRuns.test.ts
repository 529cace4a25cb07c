import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { camMethodIds } from '../../src/cam/methods.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import { explain, explainSequence } from '../../src/engine/index.ts';
import { derivedMethodIds } from '../../src/engine/methods/catalogue.ts';
import { createRandom } from '../../src/measure/random.ts';
import { fetchFrom, saveModelFiles } from '../modelFiles.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { oneModelEngine } from '../oneModelEngine.ts';
import { buildToyMobileNet } from '../toyNets.ts';

/*
 * n pictures are n single ones: nothing of a run may reach another. A kept run shares its memory with the run that
 * made it; what is made in place there is compared with the tape, which has nothing in place, in
 * derive/deriveMaps.test.ts.
 */

const size = 9;
const cardUrl = 'model/card.json';

function picture(seed: number) {
  const random = createRandom(seed);
  const data = Uint8Array.from({ length: size * size * 3 }, () => random() * 256);
  return { width: size, height: size, data };
}

const tensorOf = (seed: number) => tf.tensor3d(Float32Array.from(picture(seed).data), [size, size, 3]);

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    prepareWasm();
    await tf.setBackend(backend);
  });

  test.each(camMethodIds)(
    'a sequence in any order gives what each picture alone gives: %s',
    async (method) => {
      const model = buildToyMobileNet(3);
      const alone = new Map<number, unknown>();
      for (const seed of [1, 2, 3]) {
        const image = tensorOf(seed);
        // An explainer of its own for each.
        alone.set(seed, structuredClone(await explain(model, image, { method, target: 1 })));
        image.dispose();
      }
      expect(alone.get(1)).not.toEqual(alone.get(2));
      for (const order of [
        [1, 2, 3],
        [3, 1, 2, 1],
      ]) {
        const found: unknown[] = [];
        for await (const one of explainSequence(model, order.map(tensorOf), { method, target: 1 }))
          found.push(one);
        expect(found).toEqual(order.map((seed) => alone.get(seed)));
      }
      model.dispose();
    },
  );

  test('a kept run gives every method what it gives alone, whatever was derived before', async () => {
    const files = await saveModelFiles(buildToyMobileNet(3), size);
    const open = async () => {
      const engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files) }));
      await engine.open({ cardUrl, backend });
      return engine;
    };
    const mapsOf = async (
      engine: Awaited<ReturnType<typeof open>>,
      run: number,
      method: (typeof derivedMethodIds)[number],
    ) => (await engine.derive({ run, method, layer: 2 })).maps;
    const alone = new Map<string, Float32Array>();
    for (const method of derivedMethodIds) {
      const engine = await open();
      const { run } = await engine.explain({ input: picture(1), target: 1 });
      alone.set(method, (await mapsOf(engine, run, method)).slice());
    }
    const engine = await open();
    const first = structuredClone(await engine.explain({ input: picture(1), target: 1 }));
    await engine.derive({ run: first.run, method: 'fullGrad' });
    // Another picture and class, kept in place of the first.
    const other = await engine.explain({ input: picture(2), target: 0 });
    await engine.derive({ run: other.run, method: 'hiResCam' });
    const { run, maps } = await engine.explain({ input: picture(1), target: 1 });
    expect(maps).toEqual(first.maps);
    // A run that is not kept leaves the kept one as it is.
    await engine.explain({ input: picture(2), target: 0, keep: false, derive: { method: 'eigenCam' } });
    const asked = [...derivedMethodIds, ...derivedMethodIds.toReversed()];
    const found: Float32Array[] = [];
    for (const method of asked) found.push(await mapsOf(engine, run, method));
    // Compared at last: what an answer holds must not change with the next.
    for (const [place, method] of asked.entries()) expect(found[place], method).toEqual(alone.get(method));
  });
});
