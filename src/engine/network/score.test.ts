import { describe, expect, test } from 'vitest';
import type { ModelCard } from '../../model/card/card.ts';
import { predictionOf, scoreSeed } from './score.ts';

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
    const { probabilities, classIndex } = predictionOf(card(['cat', 'dog'], 'sigmoid'), [-30], 'sigmoid');
    expect(classIndex).toBe(0);
    expect(probabilities[1]).toBeCloseTo(Math.exp(-30), 20);
    expect(predictionOf(card(['cat', 'dog'], 'sigmoid'), [40], 'sigmoid').probabilities[0]).toBeCloseTo(
      Math.exp(-40),
      25,
    );
    expect(predictionOf(card(['cat', 'dog'], 'sigmoid'), [Math.log(3)], 'sigmoid').probabilities).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
  });

  test('of several logits is their softmax, however large they are', () => {
    const logits = [1000, 1000 + Math.log(2), -1000];
    const { probabilities, classIndex } = predictionOf(card(['a', 'b', 'c'], 'softmax'), logits, 'softmax');
    expect(probabilities).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12), 0]);
    expect(classIndex).toBe(1);
  });

  test('of independent classes is a sigmoid of each', () => {
    const { probabilities, classIndex } = predictionOf(
      card(['a', 'b', 'c'], 'softmax'),
      [0, Math.log(3), -Math.log(3)],
      'independentSigmoids',
    );
    expect(probabilities).toEqual([0.5, expect.closeTo(0.75, 12), expect.closeTo(0.25, 12)]);
    expect(classIndex).toBe(1);
  });
});

test('the seed is ±1 for a binary model and the unit vector of the class otherwise', () => {
  expect(scoreSeed(1, 1)).toEqual(Float32Array.of(1));
  expect(scoreSeed(1, 0)).toEqual(Float32Array.of(-1));
  expect(scoreSeed(3, 2)).toEqual(Float32Array.of(0, 0, 1));
});
