import { type FeatureRows, joinRows, takeRows } from '../head/featureRows.ts';

/**
 * What a user painted, or a twin shows: cells of the last layer, one row each. Row i is A_i, the activations of one
 * place in one picture; its evidence is w·A_i (49 such cells make a logit of the default model, each divided by 49).
 */
export interface PaintedCells {
  readonly features: FeatureRows;
  /** a ≥ 0, one a cell, of sum 1: `weighCells`. */
  readonly weights: Float64Array;
  /** Class of each cell's picture. */
  readonly classes: Uint8Array;
}

/**
 * Weights so that every picture counts the same, and within it each cell by the share that was painted:
 * a_ic = q_ic / (n Σ_c q_ic).
 *
 * @param photos number of the picture that each cell is of
 * @param shares q, 0–1, of each cell; all of it where missing
 */
export function weighCells(photos: ArrayLike<number>, shares?: ArrayLike<number>): Float64Array {
  const painted = new Map<number, number>();
  for (let cell = 0; cell < photos.length; cell++) {
    painted.set(photos[cell]!, (painted.get(photos[cell]!) ?? 0) + (shares?.[cell] ?? 1));
  }
  const pictures = [...painted.values()].filter((sum) => sum > 0).length;
  return Float64Array.from({ length: photos.length }, (_, cell) => {
    const sum = painted.get(photos[cell]!)!;
    return sum > 0 ? (shares?.[cell] ?? 1) / (pictures * sum) : 0;
  });
}

/** One picture under the brush. */
export interface PaintedPicture {
  /** All cells of its last layer, row by row. */
  readonly cells: FeatureRows;
  /** Share of each cell that was painted, 0–1. */
  readonly shares: readonly number[];
  readonly classIndex: number;
}

/** The painted cells of several pictures, each picture counting the same. */
export function joinPaintedCells(pictures: readonly PaintedPicture[]): PaintedCells {
  const painted = pictures.map(({ shares }) => shares.flatMap((share, cell) => (share > 0 ? [cell] : [])));
  const ofPicture = painted.flatMap((cells, picture) => cells.map((cell) => ({ picture, cell })));
  return {
    features: joinRows(
      pictures.map(({ cells }, picture) => takeRows(cells, painted[picture]!)),
      pictures[0]?.cells.dimension ?? 0,
    ),
    weights: weighCells(
      ofPicture.map(({ picture }) => picture),
      ofPicture.map(({ picture, cell }) => pictures[picture]!.shares[cell]!),
    ),
    classes: Uint8Array.from(ofPicture, ({ picture }) => pictures[picture]!.classIndex),
  };
}

/**
 * Twins as cells: the rows f′ − f of pictures that should get the same answer, behind a crate and without it, or with
 * a painted region replaced and not. Their evidence is the change of the logit, so `evidencePenalty` on them asks for
 * equal answers: (λ/2) · mean (w·(f′ − f))².
 *
 * @throws RangeError where the two are not as many pictures
 */
export function twinDifferences(altered: FeatureRows, plain: FeatureRows, classes: Uint8Array): PaintedCells {
  const { count, dimension } = altered;
  if (plain.count !== count || plain.dimension !== dimension) throw new RangeError('twins come in pairs');
  const values = altered.values.map((value, at) => value - plain.values[at]!);
  const weights = new Float64Array(count).fill(1 / count);
  return { features: { count, dimension, values }, weights, classes };
}
