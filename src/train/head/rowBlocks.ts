/**
 * The two products that training consists of, rows · weights and Σ factors · rows, in float64. Four rows are done at
 * once, so that weights and sums are read and written a quarter as often.
 */
import type { FeatureRows } from './featureRows.ts';

/** Puts row · kernel + bias at `logits[row * stride + offset]` for every row. */
export function scoreBlock(
  { count, dimension, values }: FeatureRows,
  kernel: Float64Array,
  bias: number,
  logits: Float64Array,
  offset: number,
  stride: number,
): void {
  const fours = count - (count % 4);
  for (let row = 0; row < fours; row += 4) {
    let first = row * dimension;
    let second = first + dimension;
    let third = second + dimension;
    let fourth = third + dimension;
    let [a, b, c, d] = [bias, bias, bias, bias];
    for (let at = 0; at < dimension; at++) {
      const weight = kernel[at]!;
      a += weight * values[first++]!;
      b += weight * values[second++]!;
      c += weight * values[third++]!;
      d += weight * values[fourth++]!;
    }
    logits[row * stride + offset] = a;
    logits[(row + 1) * stride + offset] = b;
    logits[(row + 2) * stride + offset] = c;
    logits[(row + 3) * stride + offset] = d;
  }
  for (let row = fours; row < count; row++) {
    let at = row * dimension;
    let sum = bias;
    for (const weight of kernel) sum += weight * values[at++]!;
    logits[row * stride + offset] = sum;
  }
}

/** Adds Σ factor · row to `sum`; the factor of a row is at `factors[row * stride + offset]`. */
export function addRows(
  { count, dimension, values }: FeatureRows,
  factors: Float64Array,
  offset: number,
  stride: number,
  sum: Float64Array,
): void {
  const fours = count - (count % 4);
  for (let row = 0; row < fours; row += 4) {
    const a = factors[row * stride + offset]!;
    const b = factors[(row + 1) * stride + offset]!;
    const c = factors[(row + 2) * stride + offset]!;
    const d = factors[(row + 3) * stride + offset]!;
    let first = row * dimension;
    let second = first + dimension;
    let third = second + dimension;
    let fourth = third + dimension;
    for (let at = 0; at < dimension; at++) {
      sum[at]! +=
        a * values[first++]! + b * values[second++]! + (c * values[third++]! + d * values[fourth++]!);
    }
  }
  for (let row = fours; row < count; row++) {
    const factor = factors[row * stride + offset]!;
    let from = row * dimension;
    for (let at = 0; at < dimension; at++) sum[at]! += factor * values[from++]!;
  }
}
