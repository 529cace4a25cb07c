/** Labels that may be wrong, by confident learning [Northcutt, Jiang & Chuang, JAIR 70, 2021]. A list to look at. */
import { Failure } from '../../lib/failure.ts';

export interface LabelDoubt {
  readonly picture: number;
  readonly label: number;
  /** The class that the model is as sure of as it usually is of that class. */
  readonly suggested: number;
  /** p of the label, 0–1: the lower, the sooner to look. */
  readonly labelProbability: number;
}

const fewestOfClass = 20;

/**
 * A label is doubted where another class has at least the probability that the model gives that class on average where it
 * is the label. The lowest p of the label first.
 *
 * @param probabilities classCount numbers per picture, of a model that never saw that picture with its label: see
 *   `assignFolds`. Those of a model that was trained on these labels hide the errors.
 * @param labels class index, −1 for none.
 * @returns undefined with fewer than two classes of 20 pictures: averages of fewer mean little. Classes below 20 are
 *   neither doubted nor suggested.
 */
export function findLabelDoubts(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): readonly LabelDoubt[] | { readonly undefined: 'tooFewPictures' } {
  if (probabilities.length !== labels.length * classCount) {
    throw new Failure('internal', `${labels.length} pictures need ${classCount} probabilities each`);
  }
  const usual = usualProbabilities(probabilities, labels, classCount);
  if (usual.filter((value) => value !== null).length < 2) return { undefined: 'tooFewPictures' };
  const doubts: LabelDoubt[] = [];
  for (let picture = 0; picture < labels.length; picture++) {
    const label = labels[picture]!;
    if (label < 0 || usual[label] === null) continue;
    let suggested = -1;
    for (let other = 0; other < classCount; other++) {
      const limit = usual[other];
      const probability = probabilities[picture * classCount + other]!;
      if (other === label || limit === null || limit === undefined || probability < limit) continue;
      if (suggested < 0 || probability > probabilities[picture * classCount + suggested]!) suggested = other;
    }
    const labelProbability = probabilities[picture * classCount + label]!;
    if (suggested >= 0) doubts.push({ picture, label, suggested, labelProbability });
  }
  return doubts.sort((a, b) => a.labelProbability - b.labelProbability || a.picture - b.picture);
}

/** Mean p of each class over the pictures labelled so; null below 20 of them. */
function usualProbabilities(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): readonly (number | null)[] {
  const sums = new Float64Array(classCount);
  const counts = new Uint32Array(classCount);
  for (let picture = 0; picture < labels.length; picture++) {
    const label = labels[picture]!;
    if (label < 0) continue;
    sums[label]! += probabilities[picture * classCount + label]!;
    counts[label]! += 1;
  }
  return Array.from(sums, (sum, label) => (counts[label]! < fewestOfClass ? null : sum / counts[label]!));
}
