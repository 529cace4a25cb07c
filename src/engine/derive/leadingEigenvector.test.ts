import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadingEigenvector } from './leadingEigenvector.ts';

/** MMᵀ of a square matrix: symmetric, without negative eigenvalues. */
function gramOf(rows: readonly (readonly number[])[]): number[] {
  return rows.flatMap((a) => rows.map((b) => a.reduce((sum, value, index) => sum + value * b[index]!, 0)));
}

function quadraticForm(matrix: readonly number[], vector: ArrayLike<number>): number {
  const size = vector.length;
  return matrix.reduce(
    (sum, value, index) => sum + value * vector[Math.floor(index / size)]! * vector[index % size]!,
    0,
  );
}

test('two by two, by hand', () => {
  // (2 1; 1 2) has the eigenvalues 3 and 1, and (1, 1)/√2 belongs to 3.
  const vector = leadingEigenvector([2, 1, 1, 2], 2);
  expect(Math.abs(vector[0]!)).toBeCloseTo(Math.SQRT1_2, 7);
  expect(vector[1]).toBeCloseTo(vector[0]!, 7);
});

test('the largest diagonal entry is not mistaken for the largest eigenvalue', () => {
  // 3 stands alone; the block (2 2; 2 2) has the eigenvalue 4.
  const vector = leadingEigenvector([3, 0, 0, 0, 2, 2, 0, 2, 2], 3);
  expect([...vector].map(Math.abs)).toEqual([0, Math.SQRT1_2, Math.SQRT1_2].map((v) => expect.closeTo(v, 6)));
});

test('eigenvalues a thousandth apart are told apart', () => {
  const size = 60;
  const matrix = Array.from({ length: size * size }, (_, index) =>
    index % (size + 1) === 0 ? 1 + index / (size + 1) / 1000 : 0,
  );
  const vector = leadingEigenvector(matrix, size);
  expect(Math.abs(vector[size - 1]!)).toBeGreaterThan(1 - 1e-6);
});

test('zeros have no direction, and one number is its own', () => {
  expect([...leadingEigenvector([0, 0, 0, 0], 2)]).toEqual([0, 0]);
  expect([...leadingEigenvector([5], 1)].map(Math.abs)).toEqual([1]);
});

test('no direction gives more than the one that is found', () => {
  const entries = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }), {
    minLength: 5,
    maxLength: 5,
  });
  fc.assert(
    fc.property(entries, entries, (rows, others) => {
      const matrix = gramOf(rows);
      const best = quadraticForm(matrix, leadingEigenvector(matrix, 5));
      for (const other of others) {
        const square = other.reduce((sum, value) => sum + value * value, 0);
        expect(quadraticForm(matrix, other)).toBeLessThanOrEqual(best * square * (1 + 1e-9) + 1e-9);
      }
    }),
  );
});
