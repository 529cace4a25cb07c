/** What the gallery shows, in words. */
import {
  ANSWERED,
  answerOf,
  probabilitiesOf,
  type SetRows,
  UNREADABLE,
} from '../../../state/dataset/rows/rows.ts';
import type { Selection, SortOrder } from '../../../state/dataset/rows/selection.ts';
import { failureMessage } from '../../words/failureMessages.ts';
import { formatProbability } from '../../words/format.ts';

export const sortTitles: Readonly<Record<SortOrder, string>> = {
  mostWrong: 'most wrong first',
  nearestThreshold: 'nearest the threshold first',
  mostUnlike: 'most unlike the rest first',
  path: 'by path',
};

/** Such as "labelled cat, called dog". */
export function selectionTitle(selection: Selection, classes: readonly string[]): string {
  switch (selection.kind) {
    case 'all':
      return 'all pictures';
    case 'mistakes':
      return 'mistakes';
    case 'excluded':
      return 'excluded pictures';
    case 'unreadable':
      return 'unreadable files';
    case 'pictures':
      return selection.title;
    case 'cell': {
      const { label, answer } = selection;
      const parts = [
        label !== null && `labelled ${classes[label]}`,
        answer !== null && `called ${classes[answer]}`,
      ].filter((part) => part !== false);
      return parts.length === 0 ? 'all that are counted' : parts.join(', ');
    }
  }
}

/** What a tile says of its picture. */
export interface TileWords {
  /** The file's name without its folders. */
  readonly name: string;
  readonly label: string;
  readonly answer: string;
  readonly isWrong: boolean;
  readonly isReadable: boolean;
}

export function tileWords(
  rows: SetRows,
  labels: Int32Array,
  classes: readonly string[],
  threshold: number,
  picture: number,
): TileWords {
  const path = rows.paths[picture] ?? '';
  const labelIndex = labels[picture] ?? -1;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const label = labelIndex < 0 ? 'no label' : `labelled ${classes[labelIndex]}`;
  const state = rows.state[picture];
  if (state === UNREADABLE) {
    const problem = rows.problems.get(picture);
    const answer = problem ? failureMessage(problem).title : 'It could not be read';
    return { name, label, answer, isWrong: false, isReadable: false };
  }
  if (state !== ANSWERED) {
    return { name, label, answer: 'not answered yet', isWrong: false, isReadable: true };
  }
  const answerIndex = answerOf(rows, picture, threshold);
  const probability = probabilitiesOf(rows, picture)[answerIndex] ?? Number.NaN;
  return {
    name,
    label,
    answer: `called ${classes[answerIndex]}, ${formatProbability(probability)}`,
    isWrong: labelIndex >= 0 && labelIndex !== answerIndex,
    isReadable: true,
  };
}
