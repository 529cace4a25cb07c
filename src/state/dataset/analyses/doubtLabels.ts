/** Doubts about the labels of a set, from probabilities that those labels had no say in. */
import { findLabelDoubts, type LabelDoubt } from '../../../dataset/doubts/labelDoubts.ts';
import { answerOutOfFold, assignFolds, type TrainAndAnswer } from '../../../dataset/doubts/outOfFold.ts';
import { ANSWERED, probabilitiesOf, type SetRows } from '../rows/rows.ts';

const foldCount = 5;
const seed = 1;

/**
 * With `train`, each fifth of the pictures is answered by a head that was trained on the other four, near duplicates kept
 * together: for a set with photos that the model was trained with. Without it the model's own answers are taken, which
 * is as good for photos that it never saw.
 *
 * @param labels effective ones; −1 is not doubted.
 * @param groups near duplicates.
 */
export async function doubtLabels(
  rows: SetRows,
  labels: Int32Array,
  groups: readonly (readonly number[])[],
  train: TrainAndAnswer | null,
): Promise<readonly LabelDoubt[] | { readonly undefined: 'tooFewPictures' }> {
  const { classCount } = rows;
  const known = labels.map((label, picture) => (rows.state[picture] === ANSWERED ? label : -1));
  const own = () =>
    Float64Array.from(Array.from(known, (_, picture) => probabilitiesOf(rows, picture)).flat());
  const probabilities = train
    ? await answerOutOfFold(assignFolds(known, groups, foldCount, seed), classCount, train)
    : own();
  return findLabelDoubts(probabilities, known, classCount);
}
