import type { FeatureRows } from '../head/featureRows.ts';
import type { PaintedCells } from './paintedCells.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** From here on a user is warned before training. */
export const overlapToWarnOf = 0.4;

/** Share of the painted cells' energy that their subspace must hold. */
const energyShare = 0.9;
/**
 * More cells than these are thinned out evenly, since the matrix is cells × cells. Fewer cells span less, so that the
 * share is a lower bound then.
 */
const mostCells = 200;

/**
 * How much of what a model uses elsewhere looks like what was painted: the share of the other cells' energy Σ‖A‖² that
 * lies in the subspace with 90 % of the painted cells' energy. "63 % of what it uses for cats looks like what you
 * painted. Expect it to forget cats."
 *
 * @param others hot cells that were not painted
 * @returns 0–1; 0 without painted or other cells
 */
export function overlapWith(painted: PaintedCells, others: FeatureRows): number {
  const rows = thin(painted);
  const { dimension, values } = others;
  const gram = rows.map((a) => Float64Array.from(rows, (b) => dot(a, b)));
  const { values: energies, vectors } = symmetricEigen(gram);
  const total = energies.reduce((sum, energy) => sum + Math.max(0, energy), 0);
  const directions: Float64Array[] = [];
  let held = 0;
  for (const [at, energy] of energies.entries()) {
    if (held >= energyShare * total || energy <= 1e-12 * total) break;
    held += energy;
    const direction = new Float64Array(dimension);
    for (const [cell, row] of rows.entries()) {
      const factor = vectors[at]![cell]! / Math.sqrt(energy);
      for (let feature = 0; feature < dimension; feature++) direction[feature]! += factor * row[feature]!;
    }
    directions.push(direction);
  }
  let [inside, all] = [0, 0];
  for (let row = 0; row < others.count; row++) {
    const cell = values.subarray(row * dimension, (row + 1) * dimension);
    all += dot(cell, cell);
    for (const direction of directions) inside += dot(direction, cell) ** 2;
  }
  return all > 0 ? Math.min(1, inside / all) : 0;
}

/** Rows √a_i A_i, of many cells evenly some. */
function thin({ features, weights }: PaintedCells): Float64Array[] {
  const { count, dimension, values } = features;
  const step = Math.max(1, count / mostCells);
  const chosen = Array.from({ length: Math.min(count, mostCells) }, (_, at) => Math.floor(at * step));
  return chosen
    .filter((cell) => weights[cell]! > 0)
    .map((cell) => {
      const root = Math.sqrt(weights[cell]!);
      return Float64Array.from(
        values.subarray(cell * dimension, (cell + 1) * dimension),
        (value) => root * value,
      );
    });
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
