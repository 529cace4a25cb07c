import { describe, expect, test } from 'vitest';
import { gradientError, randomParameters, randomRows, turningClasses } from '../../../test/randomRows.ts';
import { dataLoss, ridge } from './dataLoss.ts';

const dimension = 6;

/** Seven rows: one block of four, and three that are left over. */
function rows(classCount: number) {
  const classes = turningClasses(7, classCount);
  const weights = Float64Array.of(0.1, 0.2, 0.05, 0.15, 0.3, 0, 0.2);
  return { features: randomRows(7, dimension, 1), classes, weights };
}

describe('the log loss', () => {
  test.each([1, 2, 4])('has the gradient that finite differences have, with %i units', (units) => {
    const loss = dataLoss(rows(units === 1 ? 2 : units), units);
    expect(gradientError(loss, randomParameters(units * (dimension + 1), 2))).toBeLessThan(1e-9);
  });

  test('of two pictures is what one computes by hand', () => {
    const features = { count: 2, dimension: 1, values: Float32Array.of(1, 3) };
    const loss = dataLoss({ features, classes: Uint8Array.of(1, 0), weights: Float64Array.of(0.5, 0.5) }, 1);
    const gradient = new Float64Array(2);
    // Logits 2·1 − 1 = 1 and 2·3 − 1 = 5.
    const value = loss(Float64Array.of(2, -1), gradient);
    expect(value).toBeCloseTo((Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(5))) / 2, 14);
    const [first, second] = [1 / (1 + Math.exp(-1)) - 1, 1 / (1 + Math.exp(-5))];
    expect(gradient[0]).toBeCloseTo((first * 1 + second * 3) / 2, 14);
    expect(gradient[1]).toBeCloseTo((first + second) / 2, 14);
  });

  test('of two softmax units is that of one sigmoid unit with their difference', () => {
    const two = randomParameters(2 * (dimension + 1), 3);
    const one = new Float64Array(dimension + 1);
    for (let at = 0; at < dimension; at++) one[at] = two[dimension + at]! - two[at]!;
    one[dimension] = two[2 * dimension + 1]! - two[2 * dimension]!;
    const value = dataLoss(rows(2), 2)(two, new Float64Array(two.length));
    expect(value).toBeCloseTo(dataLoss(rows(2), 1)(one, new Float64Array(one.length)), 12);
  });

  test('stays finite where logits are huge', () => {
    for (const units of [1, 3]) {
      const huge = randomParameters(units * (dimension + 1), 4).map((value) => value * 1e6);
      const gradient = new Float64Array(huge.length);
      expect(Number.isFinite(dataLoss(rows(units === 1 ? 2 : 3), units)(huge, gradient))).toBe(true);
      expect(gradient.every(Number.isFinite)).toBe(true);
    }
  });
});

test('the pull towards a reference has the gradient that finite differences have, and leaves biases alone', () => {
  const pull = ridge(0.3, randomParameters(dimension, 5));
  const parameters = randomParameters(dimension + 1, 6);
  expect(gradientError(pull, parameters)).toBeLessThan(1e-9);
  const gradient = new Float64Array(dimension + 1);
  pull(parameters, gradient);
  expect(gradient[dimension]).toBe(0);
});
