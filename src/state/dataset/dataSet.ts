/** A data set as the screen sees it: types only. `createDataSet` makes one. */
import type { StoreApi } from 'zustand/vanilla';
import type { LabelProposal } from '../../dataset/labels/proposeLabels.ts';
import type { DataSetFile, ListedFile } from './listedFile.ts';
import type { EditChange, Edits } from './rows/edits.ts';
import type { SetRows } from './rows/rows.ts';
import type { Selection, SortOrder } from './rows/selection.ts';
import type { SetNumbers } from './rows/setNumbers.ts';
import type { DataSetState, FileProblem } from './status.ts';

export interface DataSet {
  /** Statuses, ids and counters. Everything that has a row per picture is asked for below, after `revision` rose. */
  readonly store: Pick<StoreApi<DataSetState>, 'getState' | 'getInitialState' | 'subscribe'>;

  /** Lists files and proposes labels; ends in the phase `labelling`. Never rejects: failures are a phase. */
  open(name: string, files: AsyncIterable<ListedFile> | Iterable<ListedFile>): Promise<void>;
  /** In the dialog of labels: the class of a pattern, or null for no label. Also later, as long as the set is open. */
  chooseClass(patternKey: string, classIndex: number | null): void;
  /** Takes the labels as they are and opens the set, with nothing run. */
  confirmLabels(): void;

  /** Starts, or goes on with what waits. Ends when all is answered, paused or failed; never rejects. */
  start(): Promise<void>;
  /** Stops after the picture in progress; what was answered stays. */
  pause(): void;
  /** Stops everything and forgets the set. */
  close(): void;

  setThreshold(logit: number): void;
  select(selection: Selection): void;
  sort(order: SortOrder): void;
  /** Computes intervals of what has no formula; the status is in the store. A later call takes the place of this one. */
  computeIntervals(): Promise<void>;

  /** Changes labels, exclusion, tags or notes of pictures; one step in the undo history. */
  edit(pictures: readonly number[], change: EditChange): void;
  /** False when there is nothing to undo. */
  undo(): boolean;
  redo(): boolean;

  /** Null until labels are confirmed. */
  rows(): SetRows | null;
  proposal(): LabelProposal | null;
  /** What the model of this set is called, such as "cats vs dogs"; empty until a set was opened. */
  modelTitle(): string;
  /** Names of the model's classes, by index. */
  classes(): readonly string[];
  /** Effective labels: class index, −1 for none. */
  labels(): Int32Array;
  edits(): Edits;
  file(picture: number): DataSetFile | null;
  mask(picture: number): DataSetFile | null;
  /** Null without rows. Remembered until `revision` rises. */
  numbers(): SetNumbers | null;
  /** The pictures of the selection, in order. Remembered until something that they depend on changes. */
  shown(): readonly number[];
  /** Files without an answer, each with its reason: not listed, left out, unreadable. */
  problems(): readonly FileProblem[];

  /** CSV of all pictures. */
  exportRows(): string;
  /** JSON of all edits. */
  exportTags(): string;
  /**
   * Takes edits from such a file, by path, as one step in the undo history.
   *
   * @returns how many pictures it was about, and how many paths are not in this set.
   * @throws Failure savedFileInvalid
   */
  importTags(text: string): { readonly applied: number; readonly unknown: number };
}
