import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  keras,
  onnx,
  patternPicture,
  predictions,
  readMade,
  readSubject,
} from '../../../test/modelSubjects.ts';
import type { ModelSource } from '../../model/formats/modelSource.ts';
import { readModel } from '../../model/formats/readModel.ts';
import { guessOutput } from '../../model/sheet/outputKind.ts';
import { createExplainer } from '../explainer.ts';
import { loadSourceGraph, loadSourceLayers } from './loadSource.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
  await tf.ready();
});

function load(source: ModelSource): Promise<tf.LayersModel | tf.GraphModel> {
  return source.topology.kind === 'graph' ? loadSourceGraph(source) : loadSourceLayers(source);
}

async function predict(source: ModelSource, low: number, high: number): Promise<number[]> {
  const model = await load(source);
  const shape = source.outline[0]!.shape;
  const input = tf.tensor(patternPicture(shape, low, high), [1, ...shape]);
  const output = model.predict(input) as tf.Tensor;
  const values = Array.from(await output.data());
  tf.dispose([input, output]);
  model.dispose();
  return values;
}

function softmax(logits: readonly number[]): number[] {
  const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function worstDifference(values: readonly number[], wanted: readonly number[]): number {
  expect(values).toHaveLength(wanted.length);
  return Math.max(...values.map((value, index) => Math.abs(value - wanted[index]!)));
}

describe('a model read from files predicts what its own program predicts', () => {
  test.each(Object.keys(predictions))('%s', async (path) => {
    const files = readSubject(path);
    if (!files) {
      console.warn(`skipped: ${path} is not on this machine`);
      return;
    }
    const isSymmetric = path.startsWith('teachable-machine') || path.includes('XCEPTION');
    const values = await predict(readModel(files), isSymmetric ? -1 : 0, 1);
    expect(worstDifference(values, predictions[path]!)).toBeLessThan(1e-5);
  });
});

describe('a model read from files predicts what Keras predicts', () => {
  test.each([
    ['a model in a model, hard swish, kept sides', 'nested', ['nested.keras']],
    ['the same from an .h5 file', 'nested', ['nested.h5']],
    ['preprocessing in Python, BGR, groups, squeeze and excitation', 'ops', ['ops.keras']],
    ['the same from a configuration and weights', 'ops', ['ops.json', 'ops.weights.h5']],
    ['the same with weights laid out as by Keras 2.13', 'ops', ['counted_twice.keras']],
    ['statistics of its own, uneven strides, dilation, gelu', 'norms', ['norms.h5']],
    ['an open size, one sigmoid', 'open', ['open.keras']],
    ['another factor for each channel', 'vector', ['vector.keras']],
  ])('%s', async (_, name, files) => {
    const { high, values } = keras[name]!;
    const found = await predict(readModel(readMade(...files)), 0, high);
    expect(worstDifference(found, values)).toBeLessThan(1e-5);
  });
});

describe('an ONNX model read from a file predicts what ONNX’s reference evaluator predicts', () => {
  test.each([
    ['paddings of all kinds, groups, means, a flattened picture', 'windows'],
    ['open sizes, view(x.size(0), -1), gates and hard functions', 'views'],
    ['channels last, as TensorFlow exports', 'channels_last'],
  ])('%s', async (_, name) => {
    const source = readModel(readMade(`${name}.onnx`), { inputSide: 16 });
    expect(worstDifference(await predict(source, 0, 1), onnx[name]!.values)).toBeLessThan(1e-5);
  });

  test('SqueezeNet’s graph is built: 1,000 classes from 224 × 224 pixels', async () => {
    const model = await loadSourceGraph(readModel(readSubject('onnx/light_squeezenet.onnx')!));
    expect(model.inputs[0]!.shape).toEqual([-1, 224, 224, 3]);
    model.dispose();
  });
});

test.each([
  ['models in models', () => readSubject('teachable-machine/tiny-image-model.zip')!, 79],
  ['poolings behind normalisations', () => readSubject('keras/fer2013_mini_XCEPTION.102-0.66.hdf5')!, 43],
  ['gates, groups and operations', () => readMade('ops.keras'), 18],
  ['a frozen graph', () => readSubject('graph/liveness.json')!, 10],
  ['an ONNX graph', () => readMade('views.onnx'), 23],
])('every layer of what was read can be explained: %s', async (_, files, layers) => {
  const source = readModel(files(), { inputSide: 16 });
  const model = await load(source);
  const shape = source.outline[0]!.shape as [number, number, number];
  const explainer = await createExplainer(model, shape);
  const image = tf.tensor3d(patternPicture(shape, 0, 1), shape);
  const { logits, layerMaps, heatMap } = await explainer.explain(image);
  const isSoftmax = guessOutput(source).value === 'softmax';
  const answers = isSoftmax ? softmax(logits) : logits;
  expect(worstDifference(answers, await predict(source, 0, 1))).toBeLessThan(1e-5);
  expect(layerMaps).toHaveLength(layers);
  expect(heatMap.data.every((value) => value >= 0 && value <= 1)).toBe(true);
  explainer.dispose();
  image.dispose();
  model.dispose();
});
