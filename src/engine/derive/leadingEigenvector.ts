/** Residual, relative to the eigenvalue, at which the search ends: a tenth of what float32 rounding put in. */
const tolerance = 1e-8;
const largestIterations = 2000;

/**
 * The eigenvector, of length 1, of the largest eigenvalue of a symmetric matrix without negative eigenvalues.
 *
 * Conjugate gradients on the Rayleigh quotient (Bradbury & Fletcher, Numerische Mathematik 9, 1966), with the
 * exact maximum along each direction: where the two largest eigenvalues lie close together it needs the root of
 * the power iteration's steps. In float64, from the same start every time.
 *
 * @param matrix size × size
 * @returns zeros for a matrix of zeros. Where the largest eigenvalue is a multiple one, some vector of its space.
 */
export function leadingEigenvector(matrix: ArrayLike<number>, size: number): Float64Array {
  // Irregular, so that no eigenvector with a pattern is orthogonal to it.
  const irregular = Float64Array.from({ length: size }, (_, index) => 1 + Math.cos(index * index + 1) / 2);
  let vector = multiply(matrix, irregular);
  if (!normalise(vector)) return vector;
  let image = multiply(matrix, vector);
  let direction = new Float64Array(size);
  let lastResidual = new Float64Array(size);
  let lastSquare = 0;
  for (let iteration = 0; iteration < largestIterations; iteration++) {
    const value = dot(vector, image);
    const residual = combine(image, 1, vector, -value);
    const square = dot(residual, residual);
    if (Math.sqrt(square) <= tolerance * value) break;
    // Polak–Ribière; zero begins anew with the steepest ascent.
    const beta = lastSquare === 0 ? 0 : Math.max(0, (square - dot(residual, lastResidual)) / lastSquare);
    direction = combine(residual, 1, direction, beta);
    direction = combine(direction, 1, vector, -dot(direction, vector));
    lastResidual = residual;
    lastSquare = square;
    const unit = direction.slice();
    if (!normalise(unit)) break;
    const unitImage = multiply(matrix, unit);
    // The larger eigenvector of the 2 × 2 matrix that is left in the plane of both.
    const angle = Math.atan2(2 * dot(vector, unitImage), value - dot(unit, unitImage)) / 2;
    vector = combine(vector, Math.cos(angle), unit, Math.sin(angle));
    image = combine(image, Math.cos(angle), unitImage, Math.sin(angle));
  }
  normalise(vector);
  return vector;
}

/** False, and nothing done, for the zero vector. */
function normalise(vector: Float64Array): boolean {
  const length = Math.sqrt(dot(vector, vector));
  if (length === 0) return false;
  for (let index = 0; index < vector.length; index++) vector[index]! /= length;
  return true;
}

function multiply(matrix: ArrayLike<number>, vector: Float64Array): Float64Array<ArrayBuffer> {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += matrix[row * size + column]! * vector[column]!;
    product[row] = sum;
  }
  return product;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** a·α + b·β */
function combine(a: Float64Array, alpha: number, b: Float64Array, beta: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(a.length);
  for (let index = 0; index < a.length; index++) result[index] = a[index]! * alpha + b[index]! * beta;
  return result;
}
