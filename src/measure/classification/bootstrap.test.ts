import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { binaryStatistics, weightedMean } from './binaryIntervals.ts';
import { bootstrapIntervals, bootstrapSteps } from './bootstrap.ts';
import { rankAnswers } from './rankedAnswers.ts';
import { areaUnderRoc } from './rocCurve.ts';

describe('the bootstrap', () => {
  test('of a mean is about ±1.96 standard errors', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 400 }, random);
    const { mean } = bootstrapIntervals(new Uint8Array(400), { mean: weightedMean(values) }, { seed: 1 });
    const average = values.reduce((sum, value) => sum + value, 0) / 400;
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0)) / 400;
    expect(Math.abs(mean!.low - (average - 1.96 * error))).toBeLessThan(0.004);
    expect(Math.abs(mean!.high - (average + 1.96 * error))).toBeLessThan(0.004);
  });

  test('draws within each class: their numbers never change', () => {
    const labels = [1, 1, 1, 0, 0];
    const seen = new Set<string>();
    const watched = (weights: Float64Array) => {
      seen.add(`${weights[0]! + weights[1]! + weights[2]!} ${weights[3]! + weights[4]!}`);
      return 0;
    };
    bootstrapIntervals(labels, { watched }, { seed: 7, draws: 50 });
    expect([...seen]).toEqual(['3 2']);
  });

  test('is the same for the same seed, and another for another', () => {
    const values = [0.1, 0.4, 0.35, 0.8, 0.7];
    const interval = (seed: number) =>
      bootstrapIntervals([0, 0, 0, 1, 1], { mean: weightedMean(values) }, { seed, draws: 100 }).mean;
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  test('gives no interval where a statistic was mostly undefined, and none without pictures', () => {
    const never = () => ({ undefined: 'oneClass' }) as const;
    expect(bootstrapIntervals([0, 1], { never }, { seed: 1, draws: 10 })).toEqual({ never: null });
    expect(bootstrapIntervals([], { mean: weightedMean([]) }, { seed: 1, draws: 10 })).toEqual({
      mean: null,
    });
  });

  test('yields its progress between draws', () => {
    const steps = bootstrapSteps([0], { mean: weightedMean([1]) }, { seed: 1, draws: 4 });
    expect([steps.next().value, steps.next().value]).toEqual([0.25, 0.5]);
  });
});

describe("the area's interval", () => {
  /** DeLong's variance by placement values [DeLong, DeLong & Clarke-Pearson, Biometrics 44, 1988]. */
  function deLongError(logits: readonly number[], labels: readonly number[]): number {
    const dogs = logits.filter((_, index) => labels[index] === 1);
    const cats = logits.filter((_, index) => labels[index] === 0);
    const beats = (dog: number, cat: number) => (dog > cat ? 1 : dog === cat ? 0.5 : 0);
    const variance = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    };
    const ofDogs = dogs.map((dog) => cats.reduce((sum, cat) => sum + beats(dog, cat), 0) / cats.length);
    const ofCats = cats.map((cat) => dogs.reduce((sum, dog) => sum + beats(dog, cat), 0) / dogs.length);
    return Math.sqrt(variance(ofDogs) / dogs.length + variance(ofCats) / cats.length);
  }

  test('is as wide as DeLong says', () => {
    const random = createRandom(11);
    const labels = Array.from({ length: 300 }, (_, index) => index % 2);
    const logits = labels.map((label) => label + 2 * (random() + random() + random() - 1.5));
    const area = areaUnderRoc(rankAnswers({ logits, labels })) as number;
    const { areaUnderRoc: interval } = bootstrapIntervals(
      labels,
      { areaUnderRoc: binaryStatistics({ logits, labels }, 0).areaUnderRoc },
      { seed: 5 },
    );
    const error = deLongError(logits, labels);
    expect((interval!.high - interval!.low) / (2 * 1.96 * error)).toBeCloseTo(1, 1);
    expect(interval!.low).toBeLessThan(area);
    expect(interval!.high).toBeGreaterThan(area);
  });

  test('with every picture counted once is the number itself', () => {
    const answers = { logits: [2, 1, 1, 0, -1, -3], labels: [1, 1, 0, 1, 0, 0] };
    const once = new Float64Array(6).fill(1);
    const statistics = binaryStatistics(answers, 0);
    expect(statistics.areaUnderRoc(once)).toBeCloseTo(7.5 / 9, 12);
    // TP 3, FP 1, FN 0, TN 2.
    expect(statistics.f1(once)).toBeCloseTo(6 / 7, 12);
    expect(statistics.balancedAccuracy(once)).toBeCloseTo((1 + 2 / 3) / 2, 12);
  });
});
