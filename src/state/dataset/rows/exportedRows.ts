import { rowsCsv } from '../../../dataset/exchange/rowsCsv.ts';
import { applyLabels } from '../../../dataset/labels/proposeLabels.ts';
import type { ListedSet } from '../listFiles.ts';
import type { Edits } from './edits.ts';
import { ANSWERED, answerOf, logitsOf, probabilitiesOf, type SetRows } from './rows.ts';

interface ExportSource {
  readonly rows: SetRows | null;
  readonly listed: ListedSet | null;
  readonly chosen: ReadonlyMap<string, number | null>;
  readonly edits: Edits;
  readonly classes: readonly string[];
}

/** CSV of a set's rows; of nothing but its head without rows. */
export function exportedRows(
  { rows, listed, chosen, edits, classes }: ExportSource,
  threshold: number,
): string {
  if (!rows || !listed) return rowsCsv([], classes);
  const found = applyLabels(listed.proposal, chosen);
  return rowsCsv(
    rows.paths.map((path, index) => {
      const edit = edits.get(index);
      const isAnswered = rows.state[index] === ANSWERED;
      return {
        path,
        split: listed.proposal.splits[index] ?? null,
        label: classes[found[index]!] ?? null,
        correctedLabel: edit?.label ?? null,
        answer: classes[answerOf(rows, index, threshold)] ?? null,
        probabilities: isAnswered ? probabilitiesOf(rows, index) : [],
        logits: isAnswered ? [...logitsOf(rows, index)] : [],
        isExcluded: edit?.isExcluded ?? false,
        tags: edit?.tags ?? [],
        note: edit?.note ?? '',
        groups: [],
        width: isAnswered ? rows.width[index]! : null,
        height: isAnswered ? rows.height[index]! : null,
        problem: rows.problems.get(index)?.code ?? null,
      };
    }),
    classes,
  );
}
