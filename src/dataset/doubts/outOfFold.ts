/** Probabilities that no picture's own label had a say in. */
import { createRandom } from '../../measure/random.ts';

/**
 * Deals pictures into parts of about the same size, of each class as many in each; near duplicates stay together, since
 * one of them in training would tell the other's label.
 *
 * @param labels class index, −1 for pictures that are in no part.
 * @param groups pictures that belong together; others are on their own.
 * @returns the part of each picture, −1 for none. The same for the same seed.
 */
export function assignFolds(
  labels: ArrayLike<number>,
  groups: readonly (readonly number[])[],
  foldCount: number,
  seed: number,
): Int32Array {
  const folds = new Int32Array(labels.length).fill(-1);
  const grouped = new Set(groups.flat());
  const units: (readonly number[])[] = [...groups];
  for (let picture = 0; picture < labels.length; picture++) if (!grouped.has(picture)) units.push([picture]);
  const random = createRandom(seed);
  for (let last = units.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [units[last], units[other]] = [units[other]!, units[last]!];
  }
  const sizes = new Map<number, Uint32Array>();
  for (const unit of units) {
    const members = unit.filter((picture) => labels[picture]! >= 0);
    const [first] = members;
    if (first === undefined) continue;
    const perFold = sizes.get(labels[first]!) ?? new Uint32Array(foldCount);
    sizes.set(labels[first]!, perFold);
    const fold = perFold.indexOf(Math.min(...perFold));
    perFold[fold]! += members.length;
    for (const picture of members) folds[picture] = fold;
  }
  return folds;
}

/** Trains on some pictures and answers for others: classCount probabilities per picture asked, one after another. */
export type TrainAndAnswer = (
  training: readonly number[],
  asked: readonly number[],
) => Promise<ArrayLike<number>>;

/**
 * Probabilities of each picture by a model trained without its part.
 *
 * @returns classCount numbers per picture, NaN for those in no part.
 */
export async function answerOutOfFold(
  folds: Int32Array,
  classCount: number,
  trainAndAnswer: TrainAndAnswer,
): Promise<Float64Array> {
  const probabilities = new Float64Array(folds.length * classCount).fill(Number.NaN);
  const all = Array.from(folds, (_, picture) => picture);
  for (const fold of new Set(folds)) {
    if (fold < 0) continue;
    const asked = all.filter((picture) => folds[picture] === fold);
    const training = all.filter((picture) => folds[picture]! >= 0 && folds[picture] !== fold);
    const answers = await trainAndAnswer(training, asked);
    asked.forEach((picture, place) => {
      for (let index = 0; index < classCount; index++) {
        probabilities[picture * classCount + index] = answers[place * classCount + index]!;
      }
    });
  }
  return probabilities;
}
