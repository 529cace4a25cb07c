import type { Head } from '../../model/version/head.ts';
import type { FeatureRows } from './featureRows.ts';
import { scoreBlock } from './rowBlocks.ts';

/**
 * Logits of pictures: z = W·f + b, in float64.
 *
 * @returns count × units, row by row
 * @throws RangeError where head and rows have different dimensions
 */
export function scoreRows(head: Head, features: FeatureRows): Float64Array {
  const { units, dimension, kernel, bias } = head;
  if (features.dimension !== dimension) {
    throw new RangeError(`a head of ${dimension} features given ${features.dimension}`);
  }
  const logits = new Float64Array(features.count * units);
  for (let unit = 0; unit < units; unit++) {
    const weights = kernel.subarray(unit * dimension, (unit + 1) * dimension);
    scoreBlock(features, weights, bias[unit]!, logits, unit, units);
  }
  return logits;
}
