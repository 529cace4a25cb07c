/** The part of the page API that answers for a whole folder, by the code of the data sets' own screen. */
import { Failure, type FailureCode, failureFromData } from '../lib/failure.ts';
import { logitOf } from '../measure/classification/binaryAnswers.ts';
import type { ThresholdMetrics } from '../measure/classification/binaryCounts.ts';
import type { ClassMatrix, MatrixMetrics } from '../measure/classification/classMatrix.ts';
import type { Measured } from '../measure/classification/measured.ts';
import type { Share } from '../measure/classification/share.ts';
import { createDataSet } from '../state/dataset/createDataSet.ts';
import type { DataSet } from '../state/dataset/dataSet.ts';
import type { ListedFile } from '../state/dataset/listedFile.ts';
import { ANSWERED, answerOf, probabilitiesOf } from '../state/dataset/rows/rows.ts';
import { metricsAt } from '../state/dataset/rows/setNumbers.ts';
import type { DataSetServices } from '../state/dataset/services.ts';

/** Files with a `webkitRelativePath`, or paths with what is in them. */
export type PageFiles = Iterable<File | readonly [path: string, content: Blob]>;

export interface PageDataSetOptions {
  /** `auto` proposes labels from tables, folders and file names, as the screen does; else a class by path. */
  readonly labels?: 'auto' | Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Pictures that are done, after some of them. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface PageRow {
  readonly path: string;
  readonly label: string | null;
  /** One per class of the model, summing to 1; empty without an answer. */
  readonly probabilities: readonly number[];
  /** At p = 0.5 of two classes, else the most probable. */
  readonly predicted: string | null;
  readonly problem?: FailureCode;
}

/** Numbers of two classes, of which the second is the positive one; shares are with their 95% intervals. */
export type PageBinaryMetrics = ThresholdMetrics & {
  readonly kind: 'binary';
  readonly areaUnderRoc: Measured;
  readonly brierScore: Measured;
  readonly logLoss: Measured;
};

export type PageClassMetrics = MatrixMetrics & {
  readonly kind: 'classes';
  readonly matrix: ClassMatrix;
  readonly top5: Share;
  readonly logLoss: Measured;
};

export interface PageDataSet {
  readonly classes: readonly string[];
  readonly rows: readonly PageRow[];
  /**
   * @param threshold on the probability of the second of two classes, 0.5 when missing; a tie is that class. Without
   *   meaning where there are more classes.
   */
  metrics(threshold?: number): PageBinaryMetrics | PageClassMetrics;
}

/**
 * Answers every picture among the files once. What cannot be read is a row with its `problem`; hidden and system files
 * are no rows.
 *
 * @throws Failure `cancelled`, that of the model or the engine, and `internal` for a label that the model does not have
 */
export async function openDataSet(
  services: DataSetServices,
  files: PageFiles,
  { labels = 'auto', signal, onProgress }: PageDataSetOptions = {},
): Promise<PageDataSet> {
  const set = createDataSet(services);
  const stop = () => set.pause();
  signal?.addEventListener('abort', stop);
  const unsubscribe = set.store.subscribe(({ counts }) => {
    onProgress?.(counts.answered + counts.unreadable, counts.pictures);
  });
  try {
    await set.open('', [...files].map(toListed));
    requirePhase(set, signal);
    if (labels !== 'auto') giveLabels(set, labels);
    set.confirmLabels();
    if (!signal?.aborted) await set.start();
    requirePhase(set, signal);
    return describeSet(set);
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', stop);
  }
}

function toListed(file: File | readonly [string, Blob]): ListedFile {
  const [path, content] =
    file instanceof Blob ? [file.webkitRelativePath || file.name, file as Blob] : [file[0], file[1]];
  return { path, open: () => Promise.resolve(content) };
}

function requirePhase(set: DataSet, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled', 'cancelled by the caller');
  const { phase } = set.store.getState();
  if (phase.kind === 'failed') throw failureFromData(phase.failure);
  if (phase.kind === 'open' && phase.run.kind === 'failed') throw failureFromData(phase.run.failure);
}

function giveLabels(set: DataSet, labels: Readonly<Record<string, string>>): void {
  for (const { key } of set.proposal()?.patterns ?? []) set.chooseClass(key, null);
  const byLabel = new Map<string, number[]>();
  set.rows()?.paths.forEach((path, picture) => {
    const label = labels[path];
    if (label === undefined) return;
    if (!set.classes().includes(label)) throw new Failure('internal', `the model has no class “${label}”`);
    const pictures = byLabel.get(label) ?? [];
    byLabel.set(label, pictures);
    pictures.push(picture);
  });
  for (const [label, pictures] of byLabel) set.edit(pictures, { kind: 'label', label });
}

function describeSet(set: DataSet): PageDataSet {
  const rows = set.rows();
  const numbers = set.numbers();
  if (!rows || !numbers) throw new Failure('internal', 'the set was closed');
  const classes = set.classes();
  const labels = set.labels();
  return {
    classes,
    rows: rows.paths.map((path, picture) => {
      const problem = rows.problems.get(picture)?.code;
      const isAnswered = rows.state[picture] === ANSWERED;
      return {
        path,
        label: classes[labels[picture]!] ?? null,
        probabilities: isAnswered ? probabilitiesOf(rows, picture) : [],
        predicted: classes[answerOf(rows, picture, 0)] ?? null,
        ...(problem !== undefined && { problem }),
      };
    }),
    metrics(threshold = 0.5) {
      const { logLoss } = numbers;
      if (numbers.kind === 'binary') {
        const { areaUnderRoc, brierScore } = numbers;
        return {
          kind: 'binary',
          ...metricsAt(numbers, logitOf(threshold)),
          areaUnderRoc,
          brierScore,
          logLoss,
        };
      }
      return { kind: 'classes', ...numbers.metrics, matrix: numbers.matrix, top5: numbers.top5, logLoss };
    },
  };
}
