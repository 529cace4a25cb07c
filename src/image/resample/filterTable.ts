/** The weights of a resize along one axis. */

/** Of a weight. 32 less 8 for the sample, and 2 to spare, as in Pillow. */
export const FRACTION_BITS = 22;

/** For every output position, the first source position it reads, how many, and their weights. */
export interface FilterTable {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** Weights of output position i begin at `i * stride`. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * The triangle filter max(0, 1 − |t|) around each output pixel's centre. When the picture shrinks the
 * filter is widened by the same factor, which is what prevents aliasing; when it grows, it is not.
 * A filter always covers at least one source pixel, so the sum of its weights is never zero.
 */
export function triangleTable(sourceSize: number, begin: number, length: number, size: number): FilterTable {
  const scale = length / size;
  const support = Math.max(1, scale);
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(size);
  const counts = new Int32Array(size);
  const weights = new Int32Array(size * stride);
  const exact = new Float64Array(stride);

  for (let i = 0; i < size; i++) {
    const centre = begin + (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(sourceSize, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let position = start; position < end; position++) {
      // The reciprocal, not a division: the last bit of the weight depends on it.
      const distance = Math.abs((position - centre + 0.5) * (1 / support));
      const weight = distance < 1 ? 1 - distance : 0;
      exact[position - start] = weight;
      sum += weight;
    }
    starts[i] = start;
    counts[i] = end - start;
    for (let tap = 0; tap < end - start; tap++) {
      weights[i * stride + tap] = Math.trunc((exact[tap]! / sum) * (1 << FRACTION_BITS) + 0.5);
    }
  }
  return { starts, counts, weights, stride };
}
