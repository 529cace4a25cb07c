import { describe, expect, test } from 'vitest';
import { bootstrapMean, wilsonShare } from './confidenceInterval.ts';
import { createRandom } from './random.ts';

describe('the bootstrap interval of a mean', () => {
  test('is about ±1.96 standard errors for many values', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 400 }, random);
    const estimate = bootstrapMean(values, 1);
    const mean = values.reduce((sum, value) => sum + value, 0) / 400;
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / 400;
    expect(estimate?.mean).toBeCloseTo(mean, 12);
    // 1.96 errors are .028; with 2000 resamples an end is known to about a tenth of an error.
    expect(Math.abs(estimate!.low - (mean - 1.96 * error))).toBeLessThan(0.003);
    expect(Math.abs(estimate!.high - (mean + 1.96 * error))).toBeLessThan(0.003);
  });

  test('is the same for the same seed, and a point where all values are equal', () => {
    expect(bootstrapMean([0.2, 0.9, 0.4], 5)).toEqual(bootstrapMean([0.2, 0.9, 0.4], 5));
    expect(bootstrapMean([0.5, 0.5, 0.5], 5)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  });

  test('needs values', () => {
    expect(bootstrapMean([], 1)).toBeNull();
  });
});

describe("Wilson's interval of a share", () => {
  test('of 8 hits in 10 is .490 to .943', () => {
    // (8 + 1.9208)/(10 + 3.8415) ± 1.96/13.8415 · √(1.6 + .9604)
    const { mean, low, high } = wilsonShare(8, 10)!;
    expect(mean).toBe(0.8);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  test('of nothing but hits still has a lower end, and of no hit an upper one', () => {
    expect(wilsonShare(10, 10)).toEqual({ mean: 1, low: expect.closeTo(10 / 13.8415, 4), high: 1 });
    expect(wilsonShare(0, 10)).toEqual({ mean: 0, low: 0, high: expect.closeTo(3.8415 / 13.8415, 4) });
  });

  test('needs trials', () => {
    expect(wilsonShare(0, 0)).toBeNull();
  });
});
