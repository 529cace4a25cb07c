import { describe, expect, test } from 'vitest';
import { thresholdMetrics } from './binaryCounts.ts';
import { shareOf, smallestVisibleChange } from './share.ts';

function counts(
  truePositives: number,
  falsePositives: number,
  falseNegatives: number,
  trueNegatives: number,
) {
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

describe('numbers at a threshold', () => {
  test('of 3 dogs found, 1 missed, 2 cats called dogs, 4 cats right', () => {
    const metrics = thresholdMetrics(counts(3, 2, 1, 4));
    expect(metrics.accuracy).toMatchObject({ value: 0.7, hits: 7, trials: 10 });
    expect(metrics.majorityShare).toMatchObject({ value: 0.6 });
    expect(metrics.precision).toMatchObject({ value: 0.6, hits: 3, trials: 5 });
    expect(metrics.recall).toMatchObject({ value: 0.75, hits: 3, trials: 4 });
    expect(metrics.specificity).toMatchObject({ value: 4 / 6 });
    expect(metrics.f1).toBeCloseTo(6 / 9, 12);
    expect(metrics.balancedAccuracy).toBeCloseTo((3 / 4 + 4 / 6) / 2, 12);
  });

  test('carry the interval of Wilson, which reaches above 0 and below 1', () => {
    // All of 10 right: the lower end is 10 / (10 + 1.96²).
    const { accuracy } = thresholdMetrics(counts(5, 0, 0, 5));
    expect(accuracy).toMatchObject({ value: 1, high: 1 });
    expect((accuracy as { low: number }).low).toBeCloseTo(10 / 13.8415, 4);
  });

  test('of no picture are undefined, each with its reason', () => {
    expect(thresholdMetrics(counts(0, 0, 0, 0))).toEqual({
      counts: counts(0, 0, 0, 0),
      accuracy: { undefined: 'noPictures' },
      majorityShare: { undefined: 'noPictures' },
      precision: { undefined: 'nothingCalledPositive' },
      recall: { undefined: 'noPositives' },
      specificity: { undefined: 'noNegatives' },
      f1: { undefined: 'nothingToFind' },
      balancedAccuracy: { undefined: 'noPictures' },
    });
  });

  test('of cats alone, all called cats: no recall, no precision and no F1, where other programs say 0', () => {
    const metrics = thresholdMetrics(counts(0, 0, 0, 8));
    expect(metrics.accuracy).toMatchObject({ value: 1 });
    expect(metrics.recall).toEqual({ undefined: 'noPositives' });
    expect(metrics.precision).toEqual({ undefined: 'nothingCalledPositive' });
    expect(metrics.f1).toEqual({ undefined: 'nothingToFind' });
    expect(metrics.balancedAccuracy).toEqual({ undefined: 'oneClass' });
  });

  test('where all answers are wrong are 0, which is a number', () => {
    const metrics = thresholdMetrics(counts(0, 4, 6, 0));
    expect(metrics.accuracy).toMatchObject({ value: 0, low: 0 });
    expect(metrics.precision).toMatchObject({ value: 0 });
    expect(metrics.recall).toMatchObject({ value: 0 });
    expect(metrics.specificity).toMatchObject({ value: 0 });
    expect(metrics.f1).toBe(0);
    expect(metrics.balancedAccuracy).toBe(0);
  });

  test('of one picture that is right', () => {
    const metrics = thresholdMetrics(counts(1, 0, 0, 0));
    // Wilson for 1 of 1: 1 / (1 + 1.96²).
    expect(metrics.accuracy).toMatchObject({ value: 1, low: expect.closeTo(1 / 4.8415, 4), high: 1 });
    expect(metrics.f1).toBe(1);
    expect(metrics.specificity).toEqual({ undefined: 'noNegatives' });
  });
});

test('with 200 pictures, 97.5% right, a change below about two points is invisible', () => {
  const share = shareOf(195, 200, 'noPictures');
  if ('undefined' in share) throw new Error('there are trials');
  // Wilson: 1.96/203.84 · √(200·.975·.025 + .96) = .0232
  expect(smallestVisibleChange(share)).toBeCloseTo(0.0232, 3);
});
