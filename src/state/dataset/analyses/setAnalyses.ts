/** What is asked of an open set beyond its numbers: groups of mistakes, duplicates, slices. */
import type { LabelDoubt } from '../../../dataset/doubts/labelDoubts.ts';
import type { TrainAndAnswer } from '../../../dataset/doubts/outOfFold.ts';
import type { HashList, NearPair } from '../../../dataset/duplicates/nearDuplicates.ts';
import type { Slice, SliceRow } from '../../../dataset/slices/slices.ts';
import type { Share } from '../../../measure/classification/share.ts';
import type { DataSet } from '../dataSet.ts';
import type { DataSetServices } from '../services.ts';
import { findInOther, findNearDuplicates, listSlices } from './analyses.ts';
import { doubtLabels } from './doubtLabels.ts';
import { errorRateNear, groupMistakes, type MistakeGroups } from './groupMistakes.ts';

export interface SetAnalyses {
  /**
   * Groups of answered pictures, of one cell of the matrix say, by what their evidence is made of.
   *
   * @throws Failure `cancelled`, or that of an engine that does not come back
   */
  groupMistakes(
    pictures: readonly number[],
    signal: AbortSignal,
  ): Promise<MistakeGroups | { readonly undefined: 'tooFewPictures' }>;
  /** The error rate among the 50 labelled pictures most like a group, right ones included. */
  errorRateNear(members: readonly number[]): Share;
  /** Groups of pictures that are nearly the same; null when aborted. `firstOfEach` and `measureSet` count one of each. */
  nearDuplicates(
    signal: AbortSignal,
    tell: (fraction: number) => void,
  ): Promise<readonly (readonly number[])[] | null>;
  /**
   * Pictures that are nearly in another set, each with the nearest: of public/lab/training-hashes.bin (`readHashFile`),
   * "these were among the model's training photos". Null when aborted.
   */
  nearInOther(
    other: HashList,
    signal: AbortSignal,
    tell: (fraction: number) => void,
  ): Promise<readonly NearPair[] | null>;
  /**
   * Labels that may be wrong, the least likely first: a list to look at. Without `train` by the model's own answers; with
   * it by heads trained on the other four fifths (features of `set.rows()`), `groups` of near duplicates kept together.
   */
  labelDoubts(
    groups: readonly (readonly number[])[],
    train: TrainAndAnswer | null,
  ): Promise<readonly LabelDoubt[] | { readonly undefined: 'tooFewPictures' }>;
  /** Slices by label, split, tag, brightness, sharpness, size and shape, and those that are named, the worst first. */
  slices(named?: readonly Slice[]): readonly SliceRow[];
}

/** Analyses of one set. Without rows (before labels are confirmed) there is nothing in any of them. */
export function createSetAnalyses(set: DataSet, services: DataSetServices): SetAnalyses {
  const threshold = () => set.store.getState().threshold;

  return {
    async groupMistakes(pictures, signal) {
      const rows = set.rows();
      if (!rows) return { undefined: 'tooFewPictures' };
      const files = rows.paths.map((path, picture) => ({
        path,
        open: async () => (await set.file(picture)?.open()) ?? new Blob([]),
      }));
      const model = await services.whenModelReady(signal);
      return groupMistakes({ rows, files, model, pictures, threshold: threshold(), signal }, services);
    },
    errorRateNear(members) {
      const rows = set.rows();
      if (!rows) return { undefined: 'noPictures' };
      return errorRateNear(rows, set.labels(), threshold(), members);
    },
    async nearDuplicates(signal, tell) {
      const rows = set.rows();
      return rows ? findNearDuplicates(rows, services, signal, tell) : [];
    },
    async nearInOther(other, signal, tell) {
      const rows = set.rows();
      return rows ? findInOther(rows, other, services, signal, tell) : [];
    },
    async labelDoubts(groups, train) {
      const rows = set.rows();
      return rows ? doubtLabels(rows, set.labels(), groups, train) : { undefined: 'tooFewPictures' };
    },
    slices(named = []) {
      const rows = set.rows();
      const proposal = set.proposal();
      if (!rows || !proposal) return [];
      return listSlices({
        rows,
        labels: set.labels(),
        edits: set.edits(),
        threshold: threshold(),
        splits: proposal.splits,
        classes: set.classes(),
        named,
      });
    },
  };
}
