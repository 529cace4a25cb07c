import type { Head } from '../../model/version/head.ts';
import { scoreBlock } from '../head/rowBlocks.ts';
import type { PaintedCells } from './paintedCells.ts';

/** Beyond these the preview takes longer than a brush stroke may. */
export const mostPreviewCells = 200;

/**
 * What a penalty on any evidence would make of a head, without the pictures' part of the objective: shown while the
 * brush moves. w* = w₀ − λBᵀ(μI + λBBᵀ)⁻¹Bw₀, the minimum of (μ/2)‖w − w₀‖² + (λ/2)‖Bw‖², B the rows √a_i A_i (by the
 * matrix inversion lemma). The matrix is cells × cells; Cholesky.
 *
 * @throws RangeError for more cells than `mostPreviewCells`
 */
export function previewPenalty(head: Head, painted: PaintedCells, penalty: number, ridge: number): Head {
  const { features, weights } = painted;
  const { count, dimension, values } = features;
  if (count > mostPreviewCells) throw new RangeError(`${count} cells, more than ${mostPreviewCells}`);
  const row = (cell: number) => values.subarray(cell * dimension, (cell + 1) * dimension);
  const roots = weights.map(Math.sqrt);
  const matrix = Array.from({ length: count }, (_, a) =>
    Float64Array.from({ length: a + 1 }, (_, b) => {
      let product = 0;
      const [first, second] = [row(a), row(b)];
      for (let at = 0; at < dimension; at++) product += first[at]! * second[at]!;
      return penalty * roots[a]! * roots[b]! * product + (a === b ? ridge : 0);
    }),
  );
  const lower = factorise(matrix);
  const kernel = head.kernel.slice();
  for (let unit = 0; unit < head.units; unit++) {
    const weightsOfUnit = kernel.subarray(unit * dimension, (unit + 1) * dimension);
    const evidence = new Float64Array(count);
    scoreBlock(features, weightsOfUnit, 0, evidence, 0, 1);
    const solved = solve(
      lower,
      evidence.map((value, cell) => value * roots[cell]!),
    );
    for (let cell = 0; cell < count; cell++) {
      const factor = penalty * solved[cell]! * roots[cell]!;
      const ofCell = row(cell);
      for (let at = 0; at < dimension; at++) weightsOfUnit[at]! -= factor * ofCell[at]!;
    }
  }
  return { ...head, kernel };
}

/** Cholesky: the lower triangle L of M = LLᵀ, in place of M's. */
function factorise(matrix: Float64Array[]): readonly Float64Array[] {
  for (const [row, values] of matrix.entries()) {
    for (let column = 0; column <= row; column++) {
      let sum = values[column]!;
      for (let at = 0; at < column; at++) sum -= values[at]! * matrix[column]![at]!;
      values[column] = column === row ? Math.sqrt(sum) : sum / matrix[column]![column]!;
    }
  }
  return matrix;
}

/** x of LLᵀx = y. */
function solve(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const found = right.slice();
  for (let row = 0; row < found.length; row++) {
    for (let at = 0; at < row; at++) found[row]! -= lower[row]![at]! * found[at]!;
    found[row]! /= lower[row]![row]!;
  }
  for (let row = found.length - 1; row >= 0; row--) {
    for (let at = row + 1; at < found.length; at++) found[row]! -= lower[at]![row]! * found[at]!;
    found[row]! /= lower[row]![row]!;
  }
  return found;
}
