import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fetchFrom, type ModelFiles, rewriteCard, saveModelFiles } from '../../../test/modelFiles.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { type OneModelEngine, oneModelEngine } from '../../../test/oneModelEngine.ts';
import { buildToyMobileNet, randomiseWeights } from '../../../test/toyNets.ts';
import { fuseLayers } from '../../cam/fuse/fusion.ts';
import { decodeHalfFloats } from '../../lib/halfFloats.ts';
import { createRandom } from '../../measure/random.ts';
import type { ModelInfo, SurveyedPicture, SurveyWant } from '../api.ts';
import { createEngine } from '../createEngine.ts';

const size = 9;
const cardUrl = 'model/card.json';
const random = createRandom(5);
const inputs = [0, 1, 2].map(() => ({
  width: size,
  height: size,
  data: Uint8Array.from({ length: size * size * 3 }, () => random() * 256),
}));
const all: SurveyWant = {
  prediction: true,
  features: true,
  evidence: true,
  evidenceFeatures: true,
  fusedMap: { method: 'positiveGradCam', target: 'predicted', side: 3 },
};

let net: tf.LayersModel;
let files: ModelFiles;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('cpu');
  net = buildToyMobileNet(1);
  files = await saveModelFiles(net, size);
});

async function survey(
  engine: OneModelEngine,
  { id }: ModelInfo,
  want: SurveyWant,
): Promise<SurveyedPicture[]> {
  const found: SurveyedPicture[] = [];
  await engine.survey({ model: id, inputs, want }, { onEvent: (event) => found.push(event) });
  return found;
}

/** The output of the last layer with cells by tfjs itself, cell after cell. */
function lastActivation(picture: (typeof inputs)[number]): { cells: number[][]; channels: number } {
  const layer = net.layers.findLast(({ outputShape }) => outputShape.length === 4)!;
  const part = tf.model({ inputs: net.inputs, outputs: layer.output });
  return tf.tidy(() => {
    const input = tf.tensor4d(Float32Array.from(picture.data), [1, size, size, 3]);
    const output = part.predict(input) as tf.Tensor4D;
    const channels = output.shape[3];
    return { cells: tf.reshape(output, [-1, channels]).arraySync() as number[][], channels };
  });
}

describe.each(['wasm', 'cpu'] as const)('a survey on %s', (backend) => {
  let engine: OneModelEngine;
  let model: ModelInfo;

  beforeEach(async () => {
    engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(files) }));
    ({ model } = await engine.open({ cardUrl, backend }));
  });

  test('answers with one event a picture, in order, and with nothing that was not asked for', async () => {
    const events = await survey(engine, model, { prediction: true });
    expect(events.map(({ index }) => index)).toEqual([0, 1, 2]);
    for (const event of events) expect(Object.keys(event).toSorted()).toEqual(['index', 'prediction']);
    const [full] = await survey(engine, model, all);
    expect(Object.keys(full!).toSorted()).toEqual([
      'evidence',
      'evidenceFeatures',
      'features',
      'fusedMap',
      'index',
      'prediction',
    ]);
  });

  test.each([
    ['a forward pass', { ...all, fusedMap: undefined }],
    ['a whole run', all],
  ])('says what predicting says, in %s', async (_way, { fusedMap, ...rest }) => {
    const found = await survey(engine, model, fusedMap ? { ...rest, fusedMap } : rest);
    const { predictions } = await engine.predict({ inputs });
    for (const [index, { prediction }] of found.entries()) {
      expect(prediction!.logits[0]).toBeCloseTo(predictions[index]!.logits[0]!, 5);
      expect(prediction!.classIndex).toBe(predictions[index]!.classIndex);
    }
  });

  test.each([
    ['a forward pass', {}],
    ['a whole run', { fusedMap: all.fusedMap! }],
  ])('features are the mean of the last layer over its cells, in %s', async (_way, more) => {
    const found = await survey(engine, model, { features: true, ...more });
    expect(model.head).toMatchObject({ features: 8, isPooledDense: true });
    for (const [index, { features }] of found.entries()) {
      const { cells, channels } = lastActivation(inputs[index]!);
      const values = decodeHalfFloats(features!);
      expect(values).toHaveLength(channels);
      for (let channel = 0; channel < channels; channel++) {
        const mean = cells.reduce((sum, cell) => sum + cell[channel]!, 0) / cells.length;
        // 16-bit floats have eleven digits of two.
        expect(Math.abs(values[channel]! - mean)).toBeLessThanOrEqual(Math.abs(mean) * 2 ** -11 + 1e-6);
      }
    }
  });

  test.each([
    ['a forward pass', {}],
    ['a whole run', { fusedMap: all.fusedMap! }],
  ])('evidence adds up to the logit, and each cell is weights times channels, in %s', async (_way, more) => {
    const found = await survey(engine, model, { prediction: true, evidence: true, ...more });
    const kernel = await net.layers.at(-1).getWeights()[0]!.data();
    for (const [index, { evidence, prediction }] of found.entries()) {
      const { cells, bias, width, height, logit } = evidence!;
      expect(logit).toBe(0);
      expect(cells).toHaveLength(width * height);
      const sum = cells.reduce((total, value) => total + value, 0) + bias;
      expect(Math.abs(sum - prediction!.logits[0]!)).toBeLessThan(1e-4);
      const activation = lastActivation(inputs[index]!).cells;
      for (const [cell, channels] of activation.entries()) {
        const product = channels.reduce((total, value, channel) => total + value * kernel[channel]!, 0);
        expect(cells[cell]).toBeCloseTo(product / activation.length, 4);
      }
    }
  });

  test('evidence features are the mean over cells, weighted by the evidence for and against', async () => {
    const found = await survey(engine, model, { evidence: true, evidenceFeatures: true });
    for (const [index, { evidence, evidenceFeatures }] of found.entries()) {
      const { cells: activation, channels } = lastActivation(inputs[index]!);
      for (const [side, sign] of [
        ['for', 1],
        ['against', -1],
      ] as const) {
        const signed = Array.from(evidence!.cells, (value) => Math.max(0, sign * value));
        const sum = signed.reduce((total, value) => total + value, 0);
        const weights = signed.map((value) => (sum > 0 ? value / sum : 1 / signed.length));
        const values = decodeHalfFloats(evidenceFeatures![side]);
        for (let channel = 0; channel < channels; channel++) {
          const mean = weights.reduce(
            (total, weight, cell) => total + weight * activation[cell]![channel]!,
            0,
          );
          expect(Math.abs(values[channel]! - mean)).toBeLessThanOrEqual(Math.abs(mean) * 2 ** -10 + 1e-4);
        }
      }
    }
  });

  test('the small map is the mean over all layers, averaged over rectangles', async () => {
    const [first] = await survey(engine, model, all);
    const { maps, classIndex } = await engine.explain({ input: inputs[0]!, target: 'predicted' });
    const options = { sign: 'positive', width: size, height: size } as const;
    const { grid, range } = fuseLayers(maps.positiveGradCam, model.layers, options, { kind: 'mean' });
    const small = first!.fusedMap!;
    expect(small).toMatchObject({ width: 3, height: 3, isEmpty: false, classIndex });
    expect(small.range.min).toBeCloseTo(range.min, 5);
    expect(small.range.max).toBeCloseTo(range.max, 5);
    for (let cell = 0; cell < 9; cell++) {
      const [row, column] = [Math.floor(cell / 3) * 3, (cell % 3) * 3];
      let sum = 0;
      for (let y = 0; y < 3; y++)
        for (let x = 0; x < 3; x++) sum += grid.data[(row + y) * size + column + x]!;
      expect(Math.abs(small.cells[cell]! - (255 * sum) / 9)).toBeLessThanOrEqual(0.501);
    }
  });

  test('leaves no tensor behind, stopped or not, and the kept run as it is', async () => {
    const { run } = await engine.explain({ input: inputs[0]!, target: 1 });
    const { maps } = await engine.derive({ run, method: 'hiResCam' });
    const before = tf.memory();
    await survey(engine, model, all);
    const controller = new AbortController();
    let answered = 0;
    const stopped = engine.survey(
      { model: model.id, inputs, want: all },
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
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
    expect((await engine.derive({ run, method: 'hiResCam' })).maps).toEqual(maps);
  });

  test('another call is answered before the next picture', async () => {
    const order: string[] = [];
    const surveyed = engine.survey(
      { model: model.id, inputs, want: { prediction: true } },
      { onEvent: ({ index }) => order.push(`picture ${index}`) },
    );
    const asked = engine.predict({ inputs: [inputs[0]!] }).then(() => order.push('person'));
    await Promise.all([surveyed, asked]);
    expect(order.indexOf('person')).toBeLessThanOrEqual(1);
  });

  test.each<[string, SurveyWant]>([
    ['a class that the model does not have', { fusedMap: { ...all.fusedMap!, target: 2 } }],
    ['a map of no size', { fusedMap: { ...all.fusedMap!, side: 0 } }],
  ])('refuses %s before it looks at a picture', async (_what, want) => {
    await expect(survey(engine, model, want)).rejects.toMatchObject({ code: 'internal' });
  });
});

test('evidence is refused where the network does not end in pooling and one dense layer', async () => {
  const input = tf.input({ shape: [size, size, 3] });
  const cells = tf.layers.conv2d({ filters: 2, kernelSize: 3 }).apply(input);
  const flat = tf.layers.flatten().apply(cells);
  const dense = tf.layers.dense({ units: 2, activation: 'softmax' }).apply(flat) as tf.SymbolicTensor;
  const flattened = tf.model({ inputs: input, outputs: dense });
  randomiseWeights(flattened, 2);
  const others = await saveModelFiles(flattened, size);
  rewriteCard(others, size, { output: 'softmax' });
  const engine = oneModelEngine(createEngine({ fetchBytes: fetchFrom(others) }));
  const { model } = await engine.open({ cardUrl, backend: 'cpu' });
  expect(model.head).toEqual({ layer: 0, features: 2, isPooledDense: false });
  await expect(survey(engine, model, { evidence: true })).rejects.toMatchObject({ code: 'internal' });
  expect(await survey(engine, model, { features: true })).toHaveLength(3);
});
