/** What is asked of an open set beyond its numbers: groups of mistakes, duplicates, slices. */
import type { Slice, SliceRow } from '../../../dataset/slices/slices.ts';
import type { Share } from '../../../measure/classification/share.ts';
import type { DataSet } from '../dataSet.ts';
import type { DataSetServices } from '../services.ts';
import { findNearDuplicates, listSlices } from './analyses.ts';
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
