import type { Sign, ValueRange } from './display.ts';

/**
 * Step 1 of docs/mathematics.md "From map to picture" as two numbers, so that loops over cells need not ask
 * which sign it is: max(direction × value, floor) is relu(value), relu(−value), or the value itself.
 */
export function signStep(sign: Sign): { readonly direction: 1 | -1; readonly floor: number } {
  return {
    direction: sign === 'negative' ? -1 : 1,
    floor: sign === 'signed' ? Number.NEGATIVE_INFINITY : 0,
  };
}

/** The range that a map has after step 1, from its range before. Signed maps get an interval about zero. */
export function signedRange({ min, max }: ValueRange, sign: Sign): ValueRange {
  if (sign === 'signed') {
    const maxAbsolute = Math.max(Math.abs(min), Math.abs(max));
    return { min: 0 - maxAbsolute, max: maxAbsolute };
  }
  return sign === 'positive'
    ? { min: Math.max(min, 0), max: Math.max(max, 0) }
    : { min: Math.max(-max, 0), max: Math.max(-min, 0) };
}
