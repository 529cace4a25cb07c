/**
 * What the dense layer of a network is given, one row a picture: the pooled activations of the last layer, for the
 * default model 1,280 numbers ≥ 0.
 */
export interface FeatureRows {
  readonly count: number;
  readonly dimension: number;
  /** count × dimension, row by row: feature k of picture i is `values[i * dimension + k]`. */
  readonly values: Float32Array;
}

/** Rows one below the other. @throws RangeError where their dimensions differ */
export function joinRows(parts: readonly FeatureRows[], dimension: number): FeatureRows {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const values = new Float32Array(count * dimension);
  let at = 0;
  for (const part of parts) {
    if (part.dimension !== dimension) throw new RangeError(`${part.dimension} features beside ${dimension}`);
    values.set(part.values, at);
    at += part.values.length;
  }
  return { count, dimension, values };
}

/** The rows of these numbers, in this order; a number may come again. */
export function takeRows({ values, dimension }: FeatureRows, rows: readonly number[]): FeatureRows {
  const taken = new Float32Array(rows.length * dimension);
  for (const [at, row] of rows.entries()) {
    taken.set(values.subarray(row * dimension, (row + 1) * dimension), at * dimension);
  }
  return { count: rows.length, dimension, values: taken };
}
