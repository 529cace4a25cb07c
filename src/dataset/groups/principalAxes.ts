import { createRandom } from '../../measure/random.ts';

const iterations = 30;
const seed = 1;

/**
 * Coordinates of rows along the directions in which they differ most: the leading principal axes of what is left when
 * their mean is taken away, by subspace iteration.
 *
 * It starts in the space of the columns, so that the order of the rows changes nothing but the last digits.
 *
 * @param source count × dimension, row-major.
 * @returns count × axisCount, row-major.
 */
export function projectOnAxes(
  source: Float32Array,
  count: number,
  dimension: number,
  axisCount: number,
): Float64Array {
  const rows = centred(source, count, dimension);
  const random = createRandom(seed);
  let axes = Float64Array.from({ length: axisCount * dimension }, () => random() - 0.5);
  orthonormalise(axes, axisCount, dimension);
  for (let iteration = 0; iteration < iterations; iteration++) {
    axes = multiplyBack(rows, project(rows, count, dimension, axes, axisCount), count, dimension, axisCount);
    orthonormalise(axes, axisCount, dimension);
  }
  return project(rows, count, dimension, axes, axisCount);
}

/** Rows less their mean. */
function centred(rows: Float32Array, count: number, dimension: number): Float32Array {
  const mean = new Float64Array(dimension);
  rows.forEach((value, at) => {
    mean[at % dimension]! += value / count;
  });
  return rows.map((value, at) => value - mean[at % dimension]!);
}

/** X Vᵀ, with the axes as rows of V. */
function project(
  rows: Float32Array,
  count: number,
  dimension: number,
  axes: Float64Array,
  axisCount: number,
): Float64Array {
  const coordinates = new Float64Array(count * axisCount);
  for (let row = 0; row < count; row++) {
    for (let axis = 0; axis < axisCount; axis++) {
      let sum = 0;
      for (let index = 0, a = row * dimension, b = axis * dimension; index < dimension; index++, a++, b++) {
        sum += rows[a]! * axes[b]!;
      }
      coordinates[row * axisCount + axis] = sum;
    }
  }
  return coordinates;
}

/** Xᵀ times coordinates, as rows again. */
function multiplyBack(
  rows: Float32Array,
  coordinates: Float64Array,
  count: number,
  dimension: number,
  axisCount: number,
): Float64Array<ArrayBuffer> {
  const axes = new Float64Array(axisCount * dimension);
  for (let row = 0; row < count; row++) {
    for (let axis = 0; axis < axisCount; axis++) {
      const weight = coordinates[row * axisCount + axis]!;
      for (let index = 0, a = row * dimension, b = axis * dimension; index < dimension; index++, a++, b++) {
        axes[b]! += weight * rows[a]!;
      }
    }
  }
  return axes;
}

/** Modified Gram-Schmidt; an axis that depends on the others becomes zero. */
function orthonormalise(axes: Float64Array, axisCount: number, dimension: number): void {
  let largest = 0;
  for (let axis = 0; axis < axisCount; axis++) {
    const own = axes.subarray(axis * dimension, (axis + 1) * dimension);
    const before = lengthOf(own);
    largest = Math.max(largest, before);
    for (let other = 0; other < axis; other++) {
      const done = axes.subarray(other * dimension, (other + 1) * dimension);
      let dot = 0;
      for (let index = 0; index < dimension; index++) dot += own[index]! * done[index]!;
      for (let index = 0; index < dimension; index++) own[index]! -= dot * done[index]!;
    }
    const length = lengthOf(own);
    const scale = length > 1e-10 * largest ? 1 / length : 0;
    for (let index = 0; index < dimension; index++) own[index]! *= scale;
  }
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
