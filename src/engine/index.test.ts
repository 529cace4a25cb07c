import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/compareMaps.ts';
import { compareMethods } from '../../test/libraryEngine.ts';
import { findTheAnimal } from '../../test/libraryExample.ts';
import { cardPath, prepareWasm, readBytes } from '../../test/nodeEngine.ts';
import { readOracles } from '../../test/oracles/readOracles.ts';
import { buildCaptumNet, buildToyMobileNet } from '../../test/toyNets.ts';
import { fuseSharpest } from '../cam/fuse/fusionSharpest.ts';
import { createRandom } from '../measure/random.ts';
import {
  camMethodIds,
  createExplainer,
  type ExplainOptions,
  explain,
  type FusionRule,
  type LayerMap,
} from './index.ts';
import { loadModel } from './network/loadModel.ts';

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
});

function picture(seed: number): tf.Tensor3D {
  const random = createRandom(seed);
  return tf.tensor3d(
    Float32Array.from({ length: 243 }, () => random() * 255),
    [9, 9, 3],
  );
}

describe('the documented examples', () => {
  test.each(['libraryExample', 'libraryEngine'])('are those that run here: %s', (name) => {
    const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const example = read(`test/${name}.ts`).replace('../src/engine/index.ts', 'stratacam').trimEnd();
    expect(read('docs/library.md')).toContain(`\`\`\`ts\n${example}\n\`\`\``);
  });

  test('finds the dog, which stands in the middle of its photo', async () => {
    const { model } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
    const { input, logit } = readOracles().pictures.find(({ id }) => id === 'dog-shepherd')!;
    const photo = tf.tensor3d(Float32Array.from(input.data), [224, 224, 3]);
    const before = tf.memory().numTensors;
    const found = await findTheAnimal(model, photo);
    expect(tf.memory().numTensors).toBe(before);
    expect(found.logits).toEqual([expect.closeTo(logit, 3)]);
    expect(found.classIndex).toBe(1);
    expect(found.layers).toHaveLength(17);
    expect(found.layers.at(-1)).toBe('block_16_project_BN');
    for (const place of [found.row, found.column]) expect(Math.abs(place - 112)).toBeLessThan(75);
  });
});

test.each(['layerCam', 'hiResCam', 'scoreCam'] as const)(
  'progress rises from 0 to 1 once: %s',
  async (method) => {
    const image = picture(9);
    const fractions: number[] = [];
    await explain(buildToyMobileNet(9), image, {
      method,
      onProgress: (fraction) => fractions.push(fraction),
    });
    image.dispose();
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  },
);

test('the example of a service knows the dog, by two methods from one run', async () => {
  const { input } = readOracles().pictures.find(({ id }) => id === 'dog-shepherd')!;
  const { label, layerCam, hiResCam, diagnosis } = await compareMethods(cardPath, input.data, readBytes);
  expect(label).toBe('dog');
  expect([layerCam.length, hiResCam.length]).toEqual([49, 49]);
  // Behind a ReLU HiResCAM is LayerCAM less what speaks against the class.
  expect(layerCam.every((value, cell) => value >= hiResCam[cell]! - 1e-6)).toBe(true);
  expect(hiResCam).not.toEqual(layerCam);
  expect(diagnosis.filter(({ kind }) => kind === 'notFinite')).toEqual([]);
});

test('every method gives its maps and a heat map between 0 and 1, and leaves nothing behind', async () => {
  const rules: readonly FusionRule[] = ['mean', 'maximum', 'product', 'winsor', 'sharpest'];
  const explainer = await createExplainer(buildToyMobileNet(1));
  const image = picture(1);
  const before = tf.memory().numTensors;
  for (const [position, method] of camMethodIds.entries()) {
    const fuse = rules[position % rules.length]!;
    const { layerMaps, heatMap } = await explainer.explain(image, { method, target: 1, fuse });
    expect(tf.memory().numTensors, method).toBe(before);
    const isOne = method === 'scoreCam' || method === 'ablationCam';
    const expected = method === 'fullGrad' ? 0 : isOne ? 1 : explainer.layers.length;
    expect(layerMaps, method).toHaveLength(expected);
    for (const { layer, map } of layerMaps) {
      expect([map.height, map.width, map.data.length]).toEqual([
        layer.height,
        layer.width,
        layer.height * layer.width,
      ]);
    }
    expect([heatMap.width, heatMap.height]).toEqual([9, 9]);
    expect(Math.min(...heatMap.data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heatMap.data)).toBeLessThanOrEqual(1);
  }
  explainer.dispose();
  expect(tf.memory().numTensors).toBeLessThan(before);
});

test('layers, target and fusion are the caller’s choice', async () => {
  const model = buildToyMobileNet(2);
  const isRelu = ({ className }: { readonly className: string }) => className === 'ReLU';
  const empty = { width: 9, height: 9, data: new Float32Array(81) };
  const options = { method: 'gradCam', layers: isRelu } as const;
  const dog = await explain(model, picture(2), { ...options, target: 1, fuse: () => empty });
  const cat = await explain(model, tf.expandDims(picture(2)), { ...options, target: 0 });
  expect(dog.heatMap).toBe(empty);
  expect(dog.layerMaps.map(({ layer }) => layer.className)).toEqual(Array(5).fill('ReLU'));
  for (const [position, { map }] of dog.layerMaps.entries()) {
    const negated = cat.layerMaps[position]!.map.data.map((value) => -value);
    expect(largestDifference(map.data, negated)).toBe(0);
  }
  await expect(explain(model, picture(2), { layers: () => false })).rejects.toMatchObject({
    code: 'internal',
  });
});

test('a fusion takes weights and a percentile; “sharpest” is of its two methods, whatever the method', async () => {
  const model = buildToyMobileNet(3);
  const image = picture(3);
  const heatMapOf = async (options: ExplainOptions) => (await explain(model, image, options)).heatMap.data;
  const isRelu = ({ className }: { readonly className: string }) => className === 'ReLU';
  const weightOf = (layer: { readonly className: string }) => (isRelu(layer) ? 2 : 0);
  const weighted = await heatMapOf({ fuse: { rule: 'mean', weightOf } });
  expect(largestDifference(weighted, await heatMapOf({ layers: isRelu }))).toBeLessThan(1e-6);

  const winsor = await heatMapOf({ fuse: 'winsor' });
  expect(await heatMapOf({ fuse: { rule: 'winsor', percentile: 80 } })).toEqual(winsor);
  expect(await heatMapOf({ fuse: { rule: 'winsor', percentile: 10 } })).not.toEqual(winsor);

  const sharpest = await heatMapOf({ fuse: 'sharpest' });
  expect(await heatMapOf({ method: 'eigenCam', fuse: 'sharpest' })).toEqual(sharpest);
  const [layerCam, positive] = await Promise.all(
    (['layerCam', 'positiveGradCam'] as const).map((method) =>
      explain(model, image, { method, fuse: 'mean' }).then(({ layerMaps }) => layerMaps),
    ),
  );
  const allMaps = (layerMaps: readonly LayerMap[]) =>
    Float32Array.from(layerMaps.flatMap(({ map }) => [...map.data]));
  const expected = fuseSharpest(
    { layerCam: allMaps(layerCam!), positiveGradCam: allMaps(positive!) },
    layerCam!.map(({ layer }) => layer),
    { sign: 'positive', width: 9, height: 9 },
  );
  expect(sharpest).toEqual(expected.grid.data);
});

test('a Sequential, which hides its input layer, is explained like the same network as a graph', async () => {
  const layers = [
    tf.layers.conv2d({ inputShape: [9, 9, 3], filters: 4, kernelSize: 3, activation: 'relu', name: 'first' }),
    tf.layers.conv2d({ filters: 4, kernelSize: 3, name: 'last' }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ];
  const sequential = tf.sequential({ layers });
  const graph = tf.model({ inputs: sequential.inputs, outputs: sequential.outputs });
  const [found, expected] = [await explain(sequential, picture(7)), await explain(graph, picture(7))];
  expect(found.layerMaps.map(({ layer }) => layer.name)).toEqual(['first', 'last']);
  expect(found).toEqual(expected);
});

test('a model that the plan does not know is explained all the same, and a run can be cancelled', async () => {
  const image = tf.tensor3d(
    Array.from({ length: 16 }, (_, index) => index),
    [4, 4, 1],
  );
  const { layerMaps } = await explain(buildCaptumNet(), image, { method: 'gradCam' });
  expect(layerMaps.flatMap(({ map }) => [...map.data])).toEqual([11.25, 13.5, 20.25, 22.5, 0, 4, 28, 32.5]);
  const signal = AbortSignal.abort();
  const cancelled = explain(buildCaptumNet(), image, { signal });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
});
