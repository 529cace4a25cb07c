import { describe, expect, test } from 'vitest';
import { randomRows, turningClasses } from '../../../test/randomRows.ts';
import type { Head } from '../../model/version/head.ts';
import { shuffledOrder } from '../rows/shuffledOrder.ts';
import { takeRows } from './featureRows.ts';
import { accuracyOf, fitHead } from './fitHead.ts';
import { zeroHead } from './newHead.ts';

const dimension = 40;
const count = 90;

function rows(classCount: number) {
  return {
    features: randomRows(count, dimension, 1),
    classes: turningClasses(count, classCount),
    weights: new Float64Array(count).fill(1 / count),
  };
}

function largestDifference(a: Head, b: Head): number {
  const differences = a.kernel.map((value, at) => Math.abs(value - b.kernel[at]!));
  return Math.max(...differences, ...a.bias.map((value, at) => Math.abs(value - b.bias[at]!)));
}

describe.each([
  { units: 1, classCount: 2 },
  { units: 3, classCount: 3 },
])('a head of $units units', ({ units, classCount }) => {
  const reference = zeroHead(units, dimension);

  test('is the same to 1e-9 in whatever order its pictures come', async () => {
    const all = rows(classCount);
    const order = shuffledOrder(count, 5);
    const { head } = await fitHead(all, { reference });
    const shuffled = await fitHead(
      {
        features: takeRows(all.features, order),
        classes: Uint8Array.from(order, (row) => all.classes[row]!),
        weights: Float64Array.from(order, (row) => all.weights[row]!),
      },
      { reference },
    );
    expect(shuffled.hasConverged).toBe(true);
    expect(largestDifference(head, shuffled.head)).toBeLessThan(1e-9);
  });

  test('is the same to 1e-9 wherever the search starts', async () => {
    const all = rows(classCount);
    const { head } = await fitHead(all, { reference });
    const start = { ...reference, kernel: reference.kernel.map((_, at) => Math.sin(at)) };
    const other = await fitHead(all, { reference, start });
    const kernels = { ...other.head, bias: head.bias };
    expect(largestDifference(head, kernels)).toBeLessThan(1e-9);
  });

  test('a picture that weighs twice is a picture that is there twice', async () => {
    const all = rows(classCount);
    const weights = all.weights.map((weight, row) => (row === 0 ? 2 * weight : weight));
    const twice = {
      features: takeRows(all.features, [0, ...Array.from({ length: count }, (_, row) => row)]),
      classes: Uint8Array.of(all.classes[0]!, ...all.classes),
      weights: new Float64Array(count + 1).fill(1 / count),
    };
    const { head } = await fitHead({ ...all, weights }, { reference });
    expect(largestDifference(head, (await fitHead(twice, { reference })).head)).toBeLessThan(1e-9);
  });
});

test('the stronger the pull, the nearer the reference', async () => {
  const reference = { ...zeroHead(1, dimension), kernel: new Float64Array(dimension).fill(0.1) };
  const distances: number[] = [];
  for (const strength of [1e-3, 1e-1, 10, 1e4]) {
    const { head } = await fitHead(rows(2), { reference, strength });
    distances.push(largestDifference({ ...head, bias: reference.bias }, reference));
  }
  expect(distances).toEqual(distances.toSorted((a, b) => b - a));
  expect(distances.at(-1)).toBeLessThan(1e-4);
});

test('one feature that tells the classes apart gets the weight that the stationary point asks for', async () => {
  // Of x = ±1 with y = [x > 0]: w solves σ(−w) = μ w, and b is 0 by symmetry.
  const features = { count: 2, dimension: 1, values: Float32Array.of(-1, 1) };
  const symmetric = { features, classes: Uint8Array.of(0, 1), weights: Float64Array.of(0.5, 0.5) };
  const { head } = await fitHead(symmetric, { reference: zeroHead(1, 1), strength: 0.1 });
  const weight = head.kernel[0]!;
  expect(1 / (1 + Math.exp(weight)) - 0.1 * weight).toBeCloseTo(0, 12);
  expect(head.bias[0]).toBeCloseTo(0, 12);
});

test('tells loss and held-out accuracy of every iteration, and stops where told to', async () => {
  const heldOut = { features: randomRows(30, dimension, 9), classes: turningClasses(30, 2) };
  const steps: (number | null)[] = [];
  const reference = zeroHead(1, dimension);
  const { head, iterations } = await fitHead(rows(2), {
    reference,
    heldOut,
    onStep: ({ heldOutAccuracy }) => {
      steps.push(heldOutAccuracy);
      return undefined;
    },
  });
  expect(steps.length).toBe(iterations + 1);
  // A head of zeros calls everything class 1: ties go there.
  expect(steps[0]).toBe(0.5);
  expect(steps.at(-1)).toBe(accuracyOf(head, heldOut));
  const stopped = fitHead(rows(2), {
    reference,
    onStep: ({ iteration }) => (iteration === 3 ? Promise.reject(new Error('stopped')) : undefined),
  });
  await expect(stopped).rejects.toThrow('stopped');
});
