import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { logitOf, probabilityOf } from './binaryAnswers.ts';
import { measureCalibration } from './calibration.ts';
import { fitTemperature } from './temperature.ts';

/** So many answers of one probability, of which so many are positive. */
function block(probability: number, count: number, positives: number) {
  return {
    logits: new Array<number>(count).fill(logitOf(probability)),
    labels: Array.from({ length: count }, (_, index) => (index < positives ? 1 : 0)),
  };
}

function join(...blocks: readonly ReturnType<typeof block>[]) {
  return {
    logits: blocks.flatMap(({ logits }) => logits),
    labels: blocks.flatMap(({ labels }) => labels),
  };
}

describe('calibration', () => {
  test('of three answers, each in a bin of its own, is the mean gap', () => {
    const answers = join(block(0.2, 20, 5), block(0.5, 20, 10), block(0.9, 20, 15));
    const { bins, expectedError } = measureCalibration(answers, 1);
    expect(bins.map(({ count }) => count)).toEqual([20, 20, 20]);
    expect(bins.map(({ observed }) => observed)).toMatchObject([{ hits: 5 }, { hits: 10 }, { hits: 15 }]);
    // Claimed .2, .5, .9; true .25, .5, .75.
    expect(expectedError).toBeCloseTo((0.05 + 0 + 0.15) / 3, 12);
  });

  test('does not depend on the order of equal answers: cuts move to where they change', () => {
    // Equal parts of 20 would cut through the 50 equal answers.
    const answers = join(block(0.3, 50, 20), block(0.8, 10, 9));
    const turned = {
      logits: answers.logits,
      labels: [...answers.labels.slice(0, 50).reverse(), ...answers.labels.slice(50)],
    };
    const { bins, expectedError } = measureCalibration(answers, 1);
    expect(bins.map(({ count }) => count)).toEqual([50, 10]);
    expect(measureCalibration(turned, 1).expectedError).toBe(expectedError);
    expect(expectedError).toBeCloseTo((50 * 0.1 + 10 * 0.1) / 60, 12);
  });

  test('of one answer for all is one bin', () => {
    const { bins, expectedError } = measureCalibration(block(0.5, 100, 60), 1);
    expect(bins).toHaveLength(1);
    expect(expectedError).toBeCloseTo(0.1, 12);
  });

  test('of a perfect model is above zero, which is why its own value stands beside it', () => {
    const random = createRandom(4);
    const logits = Array.from({ length: 200 }, () => 6 * random() - 3);
    const labels = logits.map((logit) => Number(random() < probabilityOf(logit)));
    const { expectedError, nullError } = measureCalibration({ logits, labels }, 2);
    // 10 bins of 20: about √(2/π) · √(p(1−p)/20) = .08 at most.
    expect(nullError!.median).toBeGreaterThan(0.04);
    expect(nullError!.median).toBeLessThan(0.09);
    expect(nullError!.high).toBeGreaterThan(nullError!.median);
    expect(expectedError).toBeLessThan(nullError!.high);
    expect(measureCalibration({ logits, labels }, 2)).toEqual(measureCalibration({ logits, labels }, 2));
  });

  test('of saturated answers that are right is almost nothing, and so is what is expected', () => {
    const answers = {
      logits: Array.from({ length: 80 }, (_, index) => (index < 40 ? 500 : -500)),
      labels: Array.from({ length: 80 }, (_, index) => (index < 40 ? 1 : 0)),
    };
    const { expectedError, nullError } = measureCalibration(answers, 1);
    expect(expectedError).toBeCloseTo(0, 12);
    expect(nullError!.high).toBeCloseTo(0, 12);
  });

  test('needs 60 pictures for an error, and 20 for a bin', () => {
    expect(measureCalibration(block(0.5, 59, 30), 1)).toMatchObject({
      expectedError: { undefined: 'tooFewPictures' },
      nullError: null,
    });
    expect(measureCalibration(block(0.5, 19, 9), 1).bins).toEqual([]);
    expect(measureCalibration(block(0.5, 0, 0), 1)).toEqual({
      bins: [],
      expectedError: { undefined: 'noPictures' },
      nullError: null,
    });
  });
});

describe('the temperature', () => {
  test('turns a claim of .9 that is true in 75% of the cases into .75', () => {
    // With one margin for all, the best scale makes σ(margin / T) the share that is right.
    const answers = join(block(0.9, 40, 30), block(0.1, 40, 10));
    expect(fitTemperature(answers)).toBeCloseTo(logitOf(0.9) / logitOf(0.75), 5);
  });

  test('is below 1 for answers that are too modest', () => {
    expect(fitTemperature(block(0.6, 100, 90))).toBeCloseTo(logitOf(0.6) / logitOf(0.9), 5);
  });

  test('is undefined where nothing would stop it from falling or rising', () => {
    expect(fitTemperature({ logits: [2, -1], labels: [1, 0] })).toEqual({ undefined: 'separated' });
    expect(fitTemperature({ logits: [-2, 1], labels: [1, 0] })).toEqual({ undefined: 'uninformative' });
    expect(fitTemperature({ logits: [], labels: [] })).toEqual({ undefined: 'noPictures' });
  });
});
