import { describe, expect, test } from 'vitest';
import { randomParameters, randomRows } from '../../../test/randomRows.ts';
import { readTestBank } from '../../../test/readTestBank.ts';
import type { FeatureRows } from '../head/featureRows.ts';
import { overlapToWarnOf, overlapWith } from './overlap.ts';
import type { PaintedCells } from './paintedCells.ts';
import { symmetricEigen } from './symmetricEigen.ts';

function painted(rows: readonly (readonly number[])[]): PaintedCells {
  const dimension = rows[0]?.length ?? 3;
  return {
    features: { count: rows.length, dimension, values: Float32Array.from(rows.flat()) },
    weights: new Float64Array(rows.length).fill(1 / rows.length),
    classes: new Uint8Array(rows.length),
  };
}

function others(rows: readonly (readonly number[])[]) {
  return { count: rows.length, dimension: 3, values: Float32Array.from(rows.flat()) };
}

describe('overlap', () => {
  test('of other cells with what they are made of is 1, with what they are not made of 0', () => {
    const plane = painted([
      [1, 1, 0],
      [1, -1, 0],
    ]);
    expect(overlapWith(plane, others([[3, 4, 0]]))).toBeCloseTo(1, 12);
    expect(overlapWith(plane, others([[0, 0, 2]]))).toBeCloseTo(0, 12);
    // 3² + 4² of 3² + 4² + 5².
    expect(overlapWith(plane, others([[3, 4, 5]]))).toBeCloseTo(0.5, 12);
  });

  test('leaves out the last tenth of the painted energy', () => {
    // Energies 25 and 1: the first direction alone has 96 %.
    expect(
      overlapWith(
        painted([
          [5, 0, 0],
          [0, 1, 0],
        ]),
        others([[1, 1, 0]]),
      ),
    ).toBeCloseTo(0.5, 12);
  });

  test('is 0 without painted or other cells, and a share with many', () => {
    expect(overlapWith(painted([]), others([[1, 2, 3]]))).toBe(0);
    expect(overlapWith(painted([[1, 2, 3]]), others([]))).toBe(0);
    const many: PaintedCells = {
      features: randomRows(450, 30, 1),
      weights: new Float64Array(450).fill(1 / 450),
      classes: new Uint8Array(450),
    };
    const share = overlapWith(many, randomRows(20, 30, 2));
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(1);
  });
});

test('of the bank’s photos: who paints animals is warned, who paints crates is not, whose share is a lower bound', () => {
  const { sets, crateCells } = readTestBank();
  const count = 60;
  const some = ({ dimension, values }: FeatureRows): PaintedCells => ({
    features: { count, dimension, values: values.subarray(0, count * dimension) },
    weights: new Float64Array(count).fill(1 / count),
    classes: new Uint8Array(count),
  });
  const { features } = sets.original;
  expect(overlapWith(some(sets.heldOut.features), features)).toBeGreaterThan(overlapToWarnOf);
  expect(overlapWith(some(crateCells.features), features)).toBeLessThan(overlapToWarnOf);
});

test('eigenvectors take a symmetric matrix apart, and put it together again', () => {
  const size = 9;
  const numbers = randomParameters(size * size, 1);
  const matrix = Array.from({ length: size }, (_, row) =>
    Float64Array.from(
      { length: size },
      (_, column) => numbers[row * size + column]! + numbers[column * size + row]!,
    ),
  );
  const { values, vectors } = symmetricEigen(matrix);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const rebuilt = values.reduce(
        (sum, value, at) => sum + value * vectors[at]![row]! * vectors[at]![column]!,
        0,
      );
      expect(rebuilt).toBeCloseTo(matrix[row]![column]!, 10);
      const product = vectors[row]!.reduce((sum, value, at) => sum + value * vectors[column]![at]!, 0);
      expect(product).toBeCloseTo(row === column ? 1 : 0, 12);
    }
  }
});
