import { describe, expect, test } from 'vitest';
import { logitOf, probabilityOf } from './binaryAnswers.ts';
import { brierScore, logLoss } from './probabilityErrors.ts';

describe('errors of probabilities', () => {
  test('of .8 for a dog and .4 for a cat', () => {
    const answers = { logits: [logitOf(0.8), logitOf(0.4)], labels: [1, 0] };
    expect(brierScore(answers)).toBeCloseTo((0.2 ** 2 + 0.4 ** 2) / 2, 12);
    expect(logLoss(answers)).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
  });

  test('of a coin are ¼ and log 2', () => {
    const coin = { logits: [0, 0, 0], labels: [1, 0, 0] };
    expect(brierScore(coin)).toBe(0.25);
    expect(logLoss(coin)).toBeCloseTo(Math.LN2, 14);
  });

  test('of a saturated answer that is wrong is its logit, not infinity; of one that is right almost nothing', () => {
    expect(probabilityOf(100)).toBe(1);
    expect(logLoss({ logits: [100], labels: [0] })).toBe(100);
    expect(logLoss({ logits: [100], labels: [1] })).toBeCloseTo(Math.exp(-100), 50);
    expect(logLoss({ logits: [-1000], labels: [1] })).toBe(1000);
    expect(brierScore({ logits: [-1000], labels: [1] })).toBe(1);
  });

  test('need a picture', () => {
    expect(brierScore({ logits: [], labels: [] })).toEqual({ undefined: 'noPictures' });
    expect(logLoss({ logits: [], labels: [] })).toEqual({ undefined: 'noPictures' });
  });

  test('a probability and its logit belong together', () => {
    for (const probability of [1e-12, 0.02, 0.5, 0.98]) {
      expect(probabilityOf(logitOf(probability))).toBeCloseTo(probability, 14);
    }
    expect(logitOf(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logitOf(1)).toBe(Number.POSITIVE_INFINITY);
  });
});
