/** The matrix of a model with any number of classes, and what is told from it. */
import { type Measured, meanOfDefined, undefinedFor } from './measured.ts';
import { type Share, shareOf } from './share.ts';

export interface ClassMatrix {
  readonly classCount: number;
  /** Row-major, row = label, column = answer: pictures of class r that were called c lie at r · classCount + c. */
  readonly counts: Uint32Array;
}

/** @param labels class indices, one per picture, as are the answers. */
export function countMatrix(
  labels: ArrayLike<number>,
  answers: ArrayLike<number>,
  classCount: number,
): ClassMatrix {
  const counts = new Uint32Array(classCount * classCount);
  for (let index = 0; index < labels.length; index++) {
    counts[labels[index]! * classCount + answers[index]!]! += 1;
  }
  return { classCount, counts };
}

export interface ClassMetrics {
  readonly classIndex: number;
  /** Pictures of this class. */
  readonly count: number;
  readonly recall: Share;
  readonly precision: Share;
  readonly f1: Measured;
}

export interface MatrixMetrics {
  readonly accuracy: Share;
  readonly majorityShare: Share;
  readonly perClass: readonly ClassMetrics[];
  /** Means over the classes for which the number is defined. */
  readonly macro: Readonly<Record<'recall' | 'precision' | 'f1', MacroMean>>;
}

export interface MacroMean {
  readonly mean: Measured;
  /** Over how many classes. */
  readonly count: number;
}

/** Per class, one against the rest; macro means count every class alike, and recall's is the balanced accuracy. */
export function matrixMetrics(matrix: ClassMatrix): MatrixMetrics {
  const { classCount, counts } = matrix;
  const perClass = Array.from({ length: classCount }, (_, classIndex) => measureClass(matrix, classIndex));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const right = perClass.reduce((sum, { classIndex }) => sum + counts[classIndex * (classCount + 1)]!, 0);
  const largest = perClass.reduce((most, { count }) => Math.max(most, count), 0);
  const definedValue = (share: Share): Measured => ('undefined' in share ? share : share.value);
  return {
    accuracy: shareOf(right, total, 'noPictures'),
    majorityShare: shareOf(largest, total, 'noPictures'),
    perClass,
    macro: {
      recall: meanOfDefined(perClass.map(({ recall }) => definedValue(recall))),
      precision: meanOfDefined(perClass.map(({ precision }) => definedValue(precision))),
      f1: meanOfDefined(perClass.map(({ f1 }) => f1)),
    },
  };
}

function measureClass({ classCount, counts }: ClassMatrix, classIndex: number): ClassMetrics {
  let labelled = 0;
  let called = 0;
  for (let other = 0; other < classCount; other++) {
    labelled += counts[classIndex * classCount + other]!;
    called += counts[other * classCount + classIndex]!;
  }
  const right = counts[classIndex * (classCount + 1)]!;
  return {
    classIndex,
    count: labelled,
    recall: shareOf(right, labelled, 'noPositives'),
    precision: shareOf(right, called, 'nothingCalledPositive'),
    f1: labelled + called === 0 ? undefinedFor('nothingToFind') : (2 * right) / (labelled + called),
  };
}

export interface ConfusedPair {
  readonly label: number;
  readonly answer: number;
  readonly count: number;
}

/** Off-diagonal cells by falling count, empty ones left out: what is shown where the matrix is too large to read. */
export function mostConfusedPairs(
  { classCount, counts }: ClassMatrix,
  most: number,
): readonly ConfusedPair[] {
  const pairs: ConfusedPair[] = [];
  counts.forEach((count, cell) => {
    const label = Math.floor(cell / classCount);
    const answer = cell % classCount;
    if (count > 0 && label !== answer) pairs.push({ label, answer, count });
  });
  return pairs.sort((a, b) => b.count - a.count || a.label - b.label || a.answer - b.answer).slice(0, most);
}
