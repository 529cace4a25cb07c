/** The rows of a set as a table for other programs. */
import { type CsvValue, writeCsv } from '../../lib/writeCsv.ts';

/** One picture, also one that could not be read. */
export interface ExportedRow {
  readonly path: string;
  readonly split: string | null;
  /** As it was found. */
  readonly label: string | null;
  /** As a person changed it; null where nobody did. */
  readonly correctedLabel: string | null;
  readonly answer: string | null;
  /** One per class of the model; empty without an answer. */
  readonly probabilities: readonly number[];
  /** One per output of the model. */
  readonly logits: readonly number[];
  readonly isExcluded: boolean;
  readonly tags: readonly string[];
  readonly note: string;
  /** Names of the groups that it is in. */
  readonly groups: readonly string[];
  readonly width: number | null;
  readonly height: number | null;
  /** Why there is no answer. */
  readonly problem: string | null;
}

/** One line per picture, whole digits of the numbers; a list in a cell is separated by semicolons. */
export function rowsCsv(rows: readonly ExportedRow[], classes: readonly string[]): string {
  const logitCount = Math.max(0, ...rows.map(({ logits }) => logits.length));
  const columns = [
    ...['path', 'split', 'label', 'corrected_label', 'answer', 'right'],
    ...classes.map((name) => `p_${name}`),
    ...(logitCount === 1 ? ['logit'] : classes.slice(0, logitCount).map((name) => `logit_${name}`)),
    ...['excluded', 'tags', 'note', 'groups', 'width', 'height', 'problem'],
  ];
  return writeCsv(
    columns,
    rows.map((row): readonly CsvValue[] => {
      const label = row.correctedLabel ?? row.label;
      const isRight = label === null || row.answer === null ? null : Number(label === row.answer);
      return [
        ...[row.path, row.split, row.label, row.correctedLabel, row.answer, isRight],
        ...classes.map((_, index) => row.probabilities[index] ?? null),
        ...Array.from({ length: logitCount }, (_, index) => row.logits[index] ?? null),
        ...[Number(row.isExcluded), row.tags.join('; '), row.note, row.groups.join('; ')],
        ...[row.width, row.height, row.problem],
      ];
    }),
  );
}
