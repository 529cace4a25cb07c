/** What the screen is told of a data set: small, and a new object whenever it changes. Rows are kept elsewhere. */
import type { LabelProposal } from '../../dataset/labels/proposeLabels.ts';
import type { LeftOutReason } from '../../dataset/manifest/sortFiles.ts';
import type { FailureData } from '../../lib/failure.ts';
import type { BootstrappedMetric } from '../../measure/classification/binaryIntervals.ts';
import type { Interval } from '../../measure/classification/measured.ts';
import type { Selection, SortOrder } from './rows/selection.ts';

export type DataSetPhase =
  | { readonly kind: 'empty' }
  /** Files are being listed; the model may still be on its way. */
  | { readonly kind: 'listing'; readonly files: number }
  /** The dialog of labels: what is proposed, and what a person chose instead, by the pattern's key. */
  | {
      readonly kind: 'labelling';
      readonly proposal: LabelProposal;
      readonly chosen: ReadonlyMap<string, number | null>;
    }
  | { readonly kind: 'open'; readonly run: RunStatus }
  /** There is nothing to look at: no picture, or no model. */
  | { readonly kind: 'failed'; readonly failure: FailureData };

export type RunStatus =
  /** Not started. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'waitingForModel' }
  /** Null until enough pictures were answered to tell. */
  | { readonly kind: 'running'; readonly perSecond: number | null; readonly remainingMs: number | null }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished' }
  /** Ended early; what was answered is there, and starting again goes on from it. */
  | { readonly kind: 'failed'; readonly failure: FailureData };

export interface SetCounts {
  readonly pictures: number;
  readonly answered: number;
  /** Pictures that could not be read, and files that could not be listed: see `DataSet.problems`. */
  readonly unreadable: number;
  readonly masks: number;
  readonly leftOut: number;
}

export type IntervalStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'computing'; readonly fraction: number }
  | { readonly kind: 'done'; readonly intervals: Readonly<Record<BootstrappedMetric, Interval | null>> };

export interface DataSetState {
  readonly name: string;
  readonly phase: DataSetPhase;
  readonly counts: SetCounts;
  /** A logit: a picture is of the positive class iff z ≥ threshold. Without meaning where there are many classes. */
  readonly threshold: number;
  readonly selection: Selection;
  readonly order: SortOrder;
  /** Rises whenever rows, labels or edits changed, while running at most twice a second. Selectors depend on it. */
  readonly revision: number;
  readonly intervals: IntervalStatus;
}

/** A file without an answer, and why. */
export type FileProblem =
  | { readonly path: string; readonly problem: FailureData }
  | { readonly path: string; readonly leftOut: LeftOutReason };
