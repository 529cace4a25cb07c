import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { thrownFailure } from '../../../test/thrownFailure.ts';
import { probabilityOf } from '../../measure/classification/binaryAnswers.ts';
import { createRandom } from '../../measure/random.ts';
import { hashWeights } from './hashWeights.ts';
import type { Head } from './head.ts';
import type { TrainingRecipe } from './recipe.ts';
import { looksLikeTrainingRecipe, readRecipe, writeRecipe } from './recipeFile.ts';
import { type LayersModelFiles, readHead, replaceHead } from './replaceHead.ts';

const folder = new URL('../../../public/model/', import.meta.url);
const shipped: LayersModelFiles = {
  modelJson: readFileSync(new URL('model.json', folder), 'utf8'),
  weights: readFileSync(new URL('group1-shard1of1.bin', folder)),
};

async function load({ modelJson, weights }: LayersModelFiles): Promise<tf.LayersModel> {
  const json = JSON.parse(modelJson);
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap((group: { weights: unknown[] }) => group.weights),
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
}

function randomHead(dimension: number, units: number): Head {
  const random = createRandom(1);
  return {
    units,
    dimension,
    kernel: Float64Array.from({ length: units * dimension }, () => random() - 0.5),
    bias: Float64Array.from({ length: units }, () => random() - 0.5),
  };
}

describe('a version as a LayersModel', () => {
  beforeAll(async () => {
    prepareWasm();
    await tf.setBackend('wasm');
  });

  test('loads in plain TensorFlow.js and gives the same p to 1e-6, its temperature divided out', async () => {
    const head = randomHead(1280, 1);
    const exported = await load(replaceHead(shipped, head, 1.7));
    const plain = await load(shipped);
    const pool = plain.layers.find((layer) => layer.getClassName() === 'GlobalAveragePooling2D')!;
    const pooled = tf.model({ inputs: plain.inputs, outputs: pool.output });
    const input = tf.randomUniform([3, 224, 224, 3], 0, 255, 'float32', 7);
    const features = await (pooled.predict(input) as tf.Tensor).data();
    const found = await (exported.predict(input) as tf.Tensor).data();
    for (const [row, p] of Array.from(found).entries()) {
      let logit = head.bias[0]!;
      for (let at = 0; at < 1280; at++) logit += head.kernel[at]! * features[row * 1280 + at]!;
      expect(Math.abs(p - probabilityOf(logit / 1.7))).toBeLessThan(1e-6);
    }
  });

  test('has the topology, and below the head the numbers, of the shipped model', () => {
    const exported = replaceHead(shipped, randomHead(1280, 1));
    const [before, after] = [shipped, exported].map(({ modelJson }) => JSON.parse(modelJson));
    expect(after.modelTopology).toEqual(before.modelTopology);
    expect(after.weightsManifest[0].weights).toEqual(before.weightsManifest[0].weights);
    const same = exported.weights.length - 4 * 1281;
    expect(Buffer.compare(exported.weights.subarray(0, same), shipped.weights.subarray(0, same))).toBe(0);
  });

  test('of the shipped head is the shipped model, to the byte', () => {
    expect(Buffer.compare(replaceHead(shipped, readHead(shipped)).weights, shipped.weights)).toBe(0);
  });

  test('with three classes loads and is read back, from however TensorFlow.js saves it', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.globalAveragePooling2d({ inputShape: [2, 2, 5] }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    let saved: LayersModelFiles | null = null;
    await model.save(
      tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
        const json = { modelTopology, weightsManifest: [{ paths: ['a', 'b'], weights: weightSpecs }] };
        saved = {
          modelJson: JSON.stringify(json),
          weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
        };
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const head = randomHead(5, 3);
    const exported = replaceHead(saved!, head);
    expect(readHead(exported).kernel).toEqual(Float64Array.from(head.kernel, Math.fround));
    const input = tf.ones([1, 2, 2, 5]);
    const found = await ((await load(exported)).predict(input) as tf.Tensor).data();
    const logits = [0, 1, 2].map((unit) =>
      head.kernel.subarray(5 * unit, 5 * unit + 5).reduce((sum, weight) => sum + weight, head.bias[unit]!),
    );
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    for (const [unit, logit] of logits.entries()) expect(found[unit]).toBeCloseTo(Math.exp(logit) / sum, 6);
    expect(() => replaceHead(saved!, randomHead(5, 1))).toThrow(RangeError);
  });

  test.each<[string, LayersModelFiles]>([
    ['no JSON', { ...shipped, modelJson: 'PK' }],
    ['other JSON', { ...shipped, modelJson: '[1]' }],
    ['bytes that were cut off', { ...shipped, weights: shipped.weights.subarray(4) }],
  ])('is refused for %s', (_, model) => {
    expect(thrownFailure(() => readHead(model)).code).toBe('modelInvalid');
  });
});

test('equal weights have one name, others another, and the temperature belongs to them', () => {
  const head = randomHead(7, 2);
  expect(hashWeights(head)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashWeights(randomHead(7, 2))).toBe(hashWeights(head));
  expect(hashWeights(head, 2)).not.toBe(hashWeights(head));
});

describe('a recipe', () => {
  const recipe: TrainingRecipe = {
    modelHash: 'a-b',
    bankHash: 'f'.repeat(64),
    base: 'zero',
    dose: 0.25,
    seed: 3,
    strength: 0.01,
    isBalanced: false,
    isCalibrated: true,
    pictures: [
      { sha256: '0'.repeat(64), classIndex: 0, set: 'supplement', alterations: ['flip', 'crate 7'] },
    ],
    penalty: {
      kind: 'evidence',
      penalised: 'any',
      strength: 1,
      painted: [{ sha256: '1'.repeat(64), classIndex: 1, shares: [0, 0.5, 1] }],
    },
  };
  const saved = { name: 'With crates', weightsHash: 'e'.repeat(64), recipe };
  const content = writeRecipe(saved, 'StrataCAM 0.1.0');

  test('is read as it was written', () => {
    expect(looksLikeTrainingRecipe(content)).toBe(true);
    expect(readRecipe(content)).toEqual(saved);
    const plain = { ...saved, recipe: { ...recipe, penalty: null, bankHash: null, pictures: [] } };
    expect(readRecipe(writeRecipe(plain, 'x'))).toEqual(plain);
  });

  test.each([
    ['', /cut off/],
    [content.slice(0, -20), /cut off/],
    [content.replace('"dose": 0.25', '"dose": 7'), /recipe\.dose is wrong/],
    [content.replace('"zero"', '"one"'), /recipe\.base is wrong/],
    [content.replace('"stratacam-training"', '"other"'), /format is wrong/],
    [content.replace('"strength": 0.01', '"strength": 0'), /recipe\.strength is wrong/],
  ])('that was damaged is refused with the reason (%#)', (damaged, reason) => {
    const failure = thrownFailure(() => readRecipe(damaged));
    expect(failure.code).toBe('savedFileInvalid');
    expect(failure.details['reason']).toMatch(reason);
  });

  test('is not whatever else a text may be', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (other) => {
        expect(thrownFailure(() => readRecipe(other)).code).toBe('savedFileInvalid');
      }),
    );
  });
});
