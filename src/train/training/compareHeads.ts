import { comparePaired, type PairedAnswers } from '../../measure/classification/pairedAnswers.ts';
import { classesOf } from '../head/answers.ts';

/** Right answers of one head, one number a picture: 1 where its class is called, else 0. */
export function rightAnswers(logits: Float64Array, classes: Uint8Array, units: number): Uint8Array {
  return classesOf(logits, units).map((called, row) => (called === classes[row] ? 1 : 0));
}

/** Pictures of one class that are called another: of cats called dogs, `from` is the cat's class. */
export function countCalled(
  logits: Float64Array,
  classes: Uint8Array,
  units: number,
  from: number,
  to: number,
): number {
  return classesOf(logits, units).reduce(
    (count, called, row) => count + (classes[row] === from && called === to ? 1 : 0),
    0,
  );
}

/** What one version gets right that the other gets wrong, on the same pictures. */
export function compareHeads(
  before: Float64Array,
  after: Float64Array,
  classes: Uint8Array,
  units: number,
): PairedAnswers {
  return comparePaired(
    rightAnswers(before, classes, units),
    rightAnswers(after, classes, units),
    comparisonSeed,
  );
}

/** Of the bootstrap: the same interval whenever one looks. */
const comparisonSeed = 1;

/** Fewer held-out pictures of a class than these say nothing: "too few to tell". */
export const fewestHeldOut = 20;

/** Whether each class has enough held-out pictures to say anything of a version. */
export function hasEnoughHeldOut(classes: Uint8Array, classCount: number): boolean {
  return Array.from({ length: classCount }, (_, label) => label).every(
    (label) => classes.filter((found) => found === label).length >= fewestHeldOut,
  );
}
