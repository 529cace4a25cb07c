/** ‖actual − expected‖₂ / ‖expected‖₂; if `expected` is zero: 0 when `actual` is zero too, else infinite. */
export function relativeL2(actual: Float32Array, expected: Float32Array): number {
  expectSameLength(actual, expected);
  let difference = 0;
  let norm = 0;
  for (let index = 0; index < expected.length; index++) {
    difference += (actual[index]! - expected[index]!) ** 2;
    norm += expected[index]! ** 2;
  }
  if (difference === 0) return 0;
  return Math.sqrt(difference / norm);
}

/** Pearson's correlation, −1 to 1; NaN if either map is constant, so that no threshold accepts it. */
export function pearson(a: Float32Array, b: Float32Array): number {
  expectSameLength(a, b);
  const meanA = mean(a);
  const meanB = mean(b);
  let covariance = 0;
  let varianceA = 0;
  let varianceB = 0;
  for (let index = 0; index < a.length; index++) {
    const deviationA = a[index]! - meanA;
    const deviationB = b[index]! - meanB;
    covariance += deviationA * deviationB;
    varianceA += deviationA ** 2;
    varianceB += deviationB ** 2;
  }
  return covariance / Math.sqrt(varianceA * varianceB);
}

/** max |a − b|; NaN if any value is, so that no threshold accepts it. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  expectSameLength(a, b);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

function mean(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function expectSameLength(a: Float32Array, b: Float32Array): void {
  if (a.length !== b.length) throw new Error(`compared ${a.length} values with ${b.length}`);
}
