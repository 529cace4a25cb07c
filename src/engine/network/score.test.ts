import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { ModelCard } from '../../model/card/card.ts';
import { readNetwork } from './network.ts';
import { findHead, predictionOf, scoreSeed } from './score.ts';

const card = (labels: string[], output: ModelCard['output']): ModelCard => ({
  name: 'test',
  title: 'test',
  licence: 'none',
  labels,
  output,
  input: { width: 1, height: 1, range: [0, 1], fit: 'stretch', resample: 'pillow-bilinear' },
  files: [],
});

describe('a prediction', () => {
  test('of one logit is that of its sigmoid, exact for small probabilities too', () => {
    const { probabilities, classIndex } = predictionOf(card(['cat', 'dog'], 'sigmoid'), [-30]);
    expect(classIndex).toBe(0);
    expect(probabilities[1]).toBeCloseTo(Math.exp(-30), 20);
    expect(predictionOf(card(['cat', 'dog'], 'sigmoid'), [40]).probabilities[0]).toBeCloseTo(
      Math.exp(-40),
      25,
    );
    expect(predictionOf(card(['cat', 'dog'], 'sigmoid'), [Math.log(3)]).probabilities).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
  });

  test('of several logits is their softmax, however large they are', () => {
    const { probabilities, classIndex } = predictionOf(card(['a', 'b', 'c'], 'softmax'), [
      1000,
      1000 + Math.log(2),
      -1000,
    ]);
    expect(probabilities).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12), 0]);
    expect(classIndex).toBe(1);
  });
});

test('the seed is ±1 for a binary model and the unit vector of the class otherwise', () => {
  expect(scoreSeed(1, 1)).toEqual(Float32Array.of(1));
  expect(scoreSeed(1, 0)).toEqual(Float32Array.of(-1));
  expect(scoreSeed(3, 2)).toEqual(Float32Array.of(0, 0, 1));
});

describe('the head', () => {
  const input = () => tf.input({ shape: [2, 2, 3] });
  const headOf = (output: tf.SymbolicTensor, start: tf.SymbolicTensor) =>
    findHead(readNetwork(tf.model({ inputs: start, outputs: output })));
  const pooled = (start: tf.SymbolicTensor) =>
    tf.layers.globalAveragePooling2d({}).apply(start) as tf.SymbolicTensor;

  test('loses a sigmoid or softmax inside its Dense', () => {
    for (const activation of ['sigmoid', 'softmax'] as const) {
      const start = input();
      const output = tf.layers.dense({ units: 2, activation }).apply(pooled(start)) as tf.SymbolicTensor;
      expect(headOf(output, start)).toEqual({ last: 2, stripActivation: true });
    }
  });

  test('loses a sigmoid or softmax that is a layer of its own', () => {
    for (const layer of [tf.layers.activation({ activation: 'sigmoid' }), tf.layers.softmax()]) {
      const start = input();
      const logits = tf.layers.dense({ units: 2 }).apply(pooled(start));
      expect(headOf(layer.apply(logits) as tf.SymbolicTensor, start)).toEqual({
        last: 2,
        stripActivation: false,
      });
    }
  });

  test('keeps everything when the output is logits already', () => {
    const start = input();
    const output = tf.layers.dense({ units: 2 }).apply(pooled(start)) as tf.SymbolicTensor;
    expect(headOf(output, start)).toEqual({ last: 2, stripActivation: false });
  });
});

test('a network with a layer used twice or with two outputs is refused in words', () => {
  const start = tf.input({ shape: [2, 2, 3] });
  const relu = tf.layers.reLU();
  const twice = relu.apply(relu.apply(start)) as tf.SymbolicTensor;
  expect(() => readNetwork(tf.model({ inputs: start, outputs: twice }))).toThrow(/used more than once/);
  const other = tf.layers.reLU().apply(start) as tf.SymbolicTensor;
  const again = tf.layers.reLU().apply(start) as tf.SymbolicTensor;
  expect(() => readNetwork(tf.model({ inputs: start, outputs: [other, again] }))).toThrow(/one output/);
});
