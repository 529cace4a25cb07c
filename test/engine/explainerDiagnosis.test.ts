import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/engine/index.ts';
import { createRandom } from '../../src/measure/random.ts';
import { buildToyMobileNet } from '../toyNets.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function picture(): tf.Tensor3D {
  const random = createRandom(1);
  return tf.tensor3d(
    Float32Array.from({ length: 243 }, () => random() * 255),
    [9, 9, 3],
  );
}

/** Its first ReLU never fires. */
function buildNetWithDeadRelu(): tf.LayersModel {
  const model = buildToyMobileNet(2);
  const relu = model.layers.findIndex((layer) => layer.getClassName() === 'ReLU');
  const normalisation = model.layers[relu - 1]!;
  const [gamma, beta, mean, variance] = normalisation.getWeights();
  normalisation.setWeights([gamma!, tf.fill(beta!.shape, -100), mean!, variance!]);
  return model;
}

describe('the library says why maps are zeros', () => {
  test('silent layers, by index, and of what is empty the method that was asked for alone', async () => {
    const { diagnosis, layerMaps } = await explain(buildNetWithDeadRelu(), picture(), { method: 'gradCam' });
    expect(diagnosis).toContainEqual({ kind: 'silentLayers', layers: [0, 1, 2, 3, 4] });
    expect(diagnosis.flatMap((finding) => (finding.kind === 'emptyMaps' ? [finding.method] : []))).toEqual([
      'gradCam',
    ]);
    for (const layer of [0, 1, 2, 3, 4]) expect(layerMaps[layer]!.map.data.every((v) => v === 0)).toBe(true);
  });

  test('a method that keeps the run tells the dead layer from those before it', async () => {
    const { diagnosis } = await explain(buildNetWithDeadRelu(), picture(), { method: 'hiResCam' });
    expect(diagnosis).toEqual([
      { kind: 'deadLayers', layers: [4] },
      { kind: 'silentLayers', layers: [0, 1, 2, 3] },
    ]);
  });

  test('of the chosen layers alone', async () => {
    const layers = ({ index }: { readonly index: number }) => index === 3 || index > 10;
    const { diagnosis } = await explain(buildNetWithDeadRelu(), picture(), { layers, method: 'hiResCam' });
    expect(diagnosis).toEqual([{ kind: 'silentLayers', layers: [3] }]);
    const last = await explain(buildNetWithDeadRelu(), picture(), { layers, method: 'ablationCam' });
    expect(last.diagnosis).toEqual([]);
  });

  test('a probability beyond doubt, values that are no numbers, and nothing where nothing is odd', async () => {
    const model = buildToyMobileNet(2);
    const found = await explain(model, picture(), { method: 'hiResCam', target: 1 });
    expect(found.diagnosis).toEqual([]);
    const head = model.layers.at(-1);
    const [kernel, bias] = head.getWeights();
    head.setWeights([kernel!, tf.fill(bias!.shape, 50)]);
    expect((await explain(model, picture(), { method: 'hiResCam', target: 0 })).diagnosis).toEqual([
      { kind: 'saturatedOutput', probability: expect.closeTo(0, 10) },
    ]);
    head.setWeights([tf.fill(kernel!.shape, Number.NaN), bias!]);
    const { diagnosis } = await explain(model, picture(), { target: 1 });
    expect(diagnosis).toContainEqual({ kind: 'notFinite', layers: expect.arrayContaining([0]) });
    const layers = ({ index }: { readonly index: number }) => index < 2;
    const derived = await explain(model, picture(), { method: 'hiResCam', layers, target: 1 });
    expect(derived.diagnosis).toEqual([{ kind: 'notFinite', layers: [0, 1] }]);
  });
});
