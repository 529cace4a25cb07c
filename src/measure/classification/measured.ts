/** Why a number cannot be given. The screen turns each into a sentence. */
export type UndefinedReason =
  /** There is no labelled picture. */
  | 'noPictures'
  /** No picture is of the positive class (of this class, where there are many). */
  | 'noPositives'
  /** Every picture is of the positive class. */
  | 'noNegatives'
  /** All pictures are of one class, and the number compares two. */
  | 'oneClass'
  /** The model never answered with the positive class. */
  | 'nothingCalledPositive'
  /** No picture is of the positive class, and none was called so. */
  | 'nothingToFind'
  /** The number would be noise. */
  | 'tooFewPictures'
  /** Both sides gave the same answer, right or wrong, on every picture. */
  | 'noDifference'
  /** All answers lie on the right side: a sharper scale would always fit better. */
  | 'separated'
  /** The answers carry nothing that a scale could bring out. */
  | 'uninformative';

export interface Undefined {
  readonly undefined: UndefinedReason;
}

/** A number, or the reason why there is none: 0/0 is never shown as 0 or 1. */
export type Measured = number | Undefined;

/** The two ends of a 95% interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export function isDefined<Value>(measured: Value | Undefined): measured is Value {
  return typeof measured !== 'object' || measured === null || !('undefined' in measured);
}

export function undefinedFor(reason: UndefinedReason): Undefined {
  return { undefined: reason };
}

/** The mean of those that are defined, and how many those are; undefined where none is. */
export function meanOfDefined(values: readonly Measured[]): {
  readonly mean: Measured;
  readonly count: number;
} {
  const defined = values.filter(isDefined);
  const [first] = values;
  if (defined.length > 0) {
    return { mean: defined.reduce((sum, value) => sum + value, 0) / defined.length, count: defined.length };
  }
  return { mean: first === undefined ? undefinedFor('noPictures') : first, count: 0 };
}
