/** What logits mean: probabilities and classes. */
import { probabilityOf } from '../../measure/classification/binaryAnswers.ts';

/**
 * Probabilities of pictures at a temperature: of the classes, in their order.
 *
 * @param logits count × units, as `scoreRows` gives them
 * @returns count × classes, row by row; a binary head has two classes
 */
export function probabilitiesOf(logits: Float64Array, units: number, temperature = 1): Float64Array {
  if (units === 1) {
    const both = new Float64Array(2 * logits.length);
    for (const [row, logit] of logits.entries()) {
      both[2 * row] = probabilityOf(-logit / temperature);
      both[2 * row + 1] = probabilityOf(logit / temperature);
    }
    return both;
  }
  const shares = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += units) {
    const row = logits.subarray(start, start + units);
    const highest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (const [unit, logit] of row.entries()) {
      sum += shares[start + unit] = Math.exp((logit - highest) / temperature);
    }
    for (let unit = 0; unit < units; unit++) shares[start + unit]! /= sum;
  }
  return shares;
}

/**
 * The class that each picture is called. Of a binary head it is class 1 where p ≥ 0.5 (ties go to class 1), else the
 * one of the highest logit, of equals the first.
 */
export function classesOf(logits: Float64Array, units: number): Uint8Array {
  if (units === 1) return Uint8Array.from(logits, (logit) => (logit >= 0 ? 1 : 0));
  return Uint8Array.from({ length: logits.length / units }, (_, row) => {
    let best = 0;
    for (let unit = 1; unit < units; unit++) {
      if (logits[row * units + unit]! > logits[row * units + best]!) best = unit;
    }
    return best;
  });
}
