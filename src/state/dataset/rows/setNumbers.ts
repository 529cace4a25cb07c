/** All numbers of a set. What depends on the threshold is worked out from ranked answers, so that moving it is cheap. */
import type { BinaryAnswers } from '../../../measure/classification/binaryAnswers.ts';
import { type ThresholdMetrics, thresholdMetrics } from '../../../measure/classification/binaryCounts.ts';
import { type Calibration, measureCalibration } from '../../../measure/classification/calibration.ts';
import {
  type ClassAnswers,
  classLogLoss,
  firstAnswers,
  topShare,
} from '../../../measure/classification/classAnswers.ts';
import {
  type ClassMatrix,
  type ConfusedPair,
  countMatrix,
  type MatrixMetrics,
  matrixMetrics,
  mostConfusedPairs,
} from '../../../measure/classification/classMatrix.ts';
import type { Measured } from '../../../measure/classification/measured.ts';
import { type PrecisionRecall, precisionRecall } from '../../../measure/classification/precisionRecall.ts';
import { brierScore, logLoss } from '../../../measure/classification/probabilityErrors.ts';
import { countsAt, type RankedAnswers, rankAnswers } from '../../../measure/classification/rankedAnswers.ts';
import { areaUnderRoc, type RocPoint, rocCurve } from '../../../measure/classification/rocCurve.ts';
import type { Share } from '../../../measure/classification/share.ts';
import type { Edits } from './edits.ts';
import { ANSWERED, logitsOf, type SetRows, WAITING } from './rows.ts';

/** Which pictures count, and why others do not. */
export interface CountedPictures {
  /** Answered, labelled, not excluded; rising. */
  readonly pictures: readonly number[];
  readonly unlabelled: number;
  readonly excluded: number;
  readonly waiting: number;
  readonly unreadable: number;
}

/** Of a model with two classes. Class 1 is the positive one. */
export interface BinaryNumbers {
  readonly kind: 'binary';
  readonly counted: CountedPictures;
  readonly answers: BinaryAnswers;
  readonly ranked: RankedAnswers;
  readonly roc: readonly RocPoint[];
  readonly precisionRecall: PrecisionRecall;
  readonly areaUnderRoc: Measured;
  readonly brierScore: Measured;
  readonly logLoss: Measured;
  readonly calibration: Calibration;
}

/** Of a model with more. */
export interface ClassNumbers {
  readonly kind: 'classes';
  readonly counted: CountedPictures;
  readonly answers: ClassAnswers;
  readonly matrix: ClassMatrix;
  readonly metrics: MatrixMetrics;
  readonly top5: Share;
  readonly logLoss: Measured;
  readonly confused: readonly ConfusedPair[];
}

export type SetNumbers = BinaryNumbers | ClassNumbers;

const seed = 1;
const mostConfused = 50;

/** @param only pictures to count, such as "one of each duplicate"; all when missing. */
export function measureSet(
  rows: SetRows,
  labels: Int32Array,
  edits: Edits,
  only?: readonly number[],
): SetNumbers {
  const counted = countPictures(rows, labels, edits, only);
  const { pictures } = counted;
  if (rows.logitCount === 1) {
    const answers = {
      logits: Float64Array.from(pictures, (index) => logitsOf(rows, index)[0]!),
      labels: Uint8Array.from(pictures, (index) => labels[index]!),
    };
    const ranked = rankAnswers(answers);
    return {
      kind: 'binary',
      counted,
      answers,
      ranked,
      roc: rocCurve(ranked),
      precisionRecall: precisionRecall(ranked),
      areaUnderRoc: areaUnderRoc(ranked),
      brierScore: brierScore(answers),
      logLoss: logLoss(answers),
      calibration: measureCalibration(answers, seed),
    };
  }
  const { classCount } = rows;
  const logits = new Float32Array(pictures.length * classCount);
  pictures.forEach((index, place) => {
    logits.set(logitsOf(rows, index), place * classCount);
  });
  const answers = { classCount, logits, labels: Int32Array.from(pictures, (index) => labels[index]!) };
  const matrix = countMatrix(answers.labels, firstAnswers(answers), classCount);
  return {
    kind: 'classes',
    counted,
    answers,
    matrix,
    metrics: matrixMetrics(matrix),
    top5: topShare(answers, 5),
    logLoss: classLogLoss(answers),
    confused: mostConfusedPairs(matrix, mostConfused),
  };
}

/** The numbers at a threshold: O(log n). */
export function metricsAt({ ranked }: BinaryNumbers, threshold: number): ThresholdMetrics {
  return thresholdMetrics(countsAt(ranked, threshold));
}

/** The matrix at a threshold, for both kinds: rows are labels, columns answers. */
export function matrixAt(numbers: SetNumbers, threshold: number): ClassMatrix {
  if (numbers.kind === 'classes') return numbers.matrix;
  const counts = countsAt(numbers.ranked, threshold);
  return {
    classCount: 2,
    counts: Uint32Array.of(
      counts.trueNegatives,
      counts.falsePositives,
      counts.falseNegatives,
      counts.truePositives,
    ),
  };
}

function countPictures(
  rows: SetRows,
  labels: Int32Array,
  edits: Edits,
  only: readonly number[] | undefined,
): CountedPictures {
  const pictures: number[] = [];
  const others = { unlabelled: 0, excluded: 0, waiting: 0, unreadable: 0 };
  const all = only ?? Array.from({ length: rows.count }, (_, index) => index);
  for (const index of all) {
    if (rows.state[index] === WAITING) others.waiting += 1;
    else if (rows.state[index] !== ANSWERED) others.unreadable += 1;
    else if (edits.get(index)?.isExcluded) others.excluded += 1;
    else if (labels[index]! < 0) others.unlabelled += 1;
    else pictures.push(index);
  }
  return { pictures, ...others };
}
