import { expect, test } from 'vitest';
import { classesOf, probabilitiesOf } from './answers.ts';
import { unitsFor, zeroHead } from './newHead.ts';
import { scoreRows } from './scoreRows.ts';

test('two classes need one unit, more need one each', () => {
  expect([2, 3, 10].map(unitsFor)).toEqual([1, 3, 10]);
});

test('logits are weights times features plus bias, unit by unit, however many rows there are', () => {
  const head = {
    units: 2,
    dimension: 3,
    kernel: Float64Array.of(1, 2, 3, 0, -1, 0.5),
    bias: Float64Array.of(10, 20),
  };
  for (const count of [1, 4, 6]) {
    const values = Float32Array.from({ length: 3 * count }, (_, at) => at);
    const logits = scoreRows(head, { count, dimension: 3, values });
    for (let row = 0; row < count; row++) {
      const [a, b, c] = [3 * row, 3 * row + 1, 3 * row + 2];
      expect(logits[2 * row]).toBe(10 + a + 2 * b + 3 * c);
      expect(logits[2 * row + 1]).toBe(20 - b + 0.5 * c);
    }
  }
});

test('rows of another dimension are refused', () => {
  const rows = { count: 1, dimension: 2, values: new Float32Array(2) };
  expect(() => scoreRows(zeroHead(1, 3), rows)).toThrow(RangeError);
});

test('a binary logit makes two probabilities, by its temperature', () => {
  const [cat, dog] = probabilitiesOf(Float64Array.of(Math.log(9)), 1);
  expect(dog).toBeCloseTo(0.9, 14);
  expect(cat).toBeCloseTo(0.1, 14);
  expect(probabilitiesOf(Float64Array.of(Math.log(9)), 1, 2)[1]).toBeCloseTo(0.75, 14);
});

test('softmax rows make 1, also where logits are huge', () => {
  const shares = probabilitiesOf(Float64Array.of(0, Math.log(3), 1000, 0), 2);
  expect(shares[1]).toBeCloseTo(0.75, 14);
  expect([shares[2], shares[3]]).toEqual([1, 0]);
});

test('a tie goes to class 1 of two, and to the first of more', () => {
  expect(classesOf(Float64Array.of(0, -1e-9, 1e-9), 1)).toEqual(Uint8Array.of(1, 0, 1));
  expect(classesOf(Float64Array.of(1, 1, 0, 0, 2, 2), 3)).toEqual(Uint8Array.of(0, 1));
});
