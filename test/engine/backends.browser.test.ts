import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CamMethodId, camMethodIds } from '../../src/cam/methods.ts';
import { registerBackends } from '../../src/engine/backend/registerBackends.ts';
import { createExplainer } from '../../src/engine/explainer.ts';
import { createRandom } from '../../src/measure/random.ts';
import { relativeL2 } from '../compareMaps.ts';
import { buildToyMobileNet } from '../toyNets.ts';

const size = 9;

/** By every method: the maps of all layers one after another (of FullGrad, the heat map), and the logit. */
async function explainOn(backend: string) {
  expect(await tf.setBackend(backend)).toBe(true);
  await tf.ready();
  expect(tf.getBackend()).toBe(backend);
  const random = createRandom(5);
  const pixels = Float32Array.from({ length: size * size * 3 }, () => Math.floor(random() * 256));
  const image = tf.tensor3d(pixels, [size, size, 3]);
  const model = buildToyMobileNet(3, size);
  const explainer = await createExplainer(model);
  const maps = new Map<CamMethodId, Float32Array>();
  let logit = Number.NaN;
  for (const method of camMethodIds) {
    const { logits, layerMaps, heatMap } = await explainer.explain(image, { method, target: 1 });
    logit = logits[0]!;
    const values = layerMaps.length === 0 ? heatMap.data : layerMaps.flatMap(({ map }) => [...map.data]);
    maps.set(method, Float32Array.from(values));
  }
  // The second frame is on the device before the first is done.
  const frames = [0, 1].map(() => tf.tensor3d(pixels, [size, size, 3]));
  for await (const { layerMaps } of explainer.explainSequence(frames, { method: 'gradCam', target: 1 })) {
    expect(Float32Array.from(layerMaps.flatMap(({ map }) => [...map.data]))).toEqual(maps.get('gradCam'));
  }
  explainer.dispose();
  model.dispose();
  image.dispose();
  return { maps, logit };
}

describe('every method gives on every backend what it gives in plain JavaScript', () => {
  let expected: Awaited<ReturnType<typeof explainOn>>;

  beforeAll(async () => {
    registerBackends();
    expected = await explainOn('cpu');
  });

  test.each(['wasm', 'webgl', 'webgpu'])('%s', async (backend) => {
    const { maps, logit } = await explainOn(backend);
    expect(logit).toBeCloseTo(expected.logit, 4);
    for (const [method, reference] of expected.maps) {
      expect(
        reference.some((value) => value !== 0),
        method,
      ).toBe(true);
      expect(relativeL2(maps.get(method)!, reference), method).toBeLessThan(1e-3);
    }
  });
});
