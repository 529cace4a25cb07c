/** Which pictures the gallery shows, and in which order. */
import { unlikeness } from '../../../dataset/features/featureBank.ts';
import type { Edits } from './edits.ts';
import { ANSWERED, answerOf, logitsOf, probabilitiesOf, type SetRows, UNREADABLE } from './rows.ts';

export type Selection =
  | { readonly kind: 'all' }
  /** Label and answer differ. */
  | { readonly kind: 'mistakes' }
  /** A cell of the matrix, a row (answer null) or a column (label null). */
  | { readonly kind: 'cell'; readonly label: number | null; readonly answer: number | null }
  /** A slice, a group, duplicates or what is like a picture, with a name. */
  | { readonly kind: 'pictures'; readonly title: string; readonly pictures: readonly number[] }
  | { readonly kind: 'excluded' }
  | { readonly kind: 'unreadable' };

export type SortOrder =
  /** As the files were listed. */
  | 'path'
  /** The probability of the label, the lowest first; then what has no label. */
  | 'mostWrong'
  /** Of two classes |z − threshold|, of many the lead of the first over the second. */
  | 'nearestThreshold'
  /** By pooled features, from the centre of the own label. */
  | 'mostUnlike';

export interface SelectionView {
  readonly rows: SetRows;
  /** Effective labels. */
  readonly labels: Int32Array;
  readonly edits: Edits;
  readonly threshold: number;
}

/** The pictures of a selection, in order. Excluded pictures are only in `excluded`, `all` and lists by name. */
export function selectPictures(
  view: SelectionView,
  selection: Selection,
  order: SortOrder,
): readonly number[] {
  const isIn = selectorOf(view, selection);
  const pictures =
    selection.kind === 'pictures'
      ? [...selection.pictures]
      : Array.from({ length: view.rows.count }, (_, index) => index).filter(isIn);
  // A list by name has an order of its own.
  if (order === 'path') return pictures;
  const keys = sortKeys(view, order);
  return pictures.sort((a, b) => compareKeys(keys[a]!, keys[b]!) || a - b);
}

function selectorOf(view: SelectionView, selection: Selection): (index: number) => boolean {
  const { rows, labels, edits, threshold } = view;
  const isExcluded = (index: number) => edits.get(index)?.isExcluded ?? false;
  const isRead = (index: number) => rows.state[index] === ANSWERED;
  switch (selection.kind) {
    case 'all':
    case 'pictures':
      return () => true;
    case 'excluded':
      return isExcluded;
    case 'unreadable':
      return (index) => rows.state[index] === UNREADABLE;
    case 'mistakes':
      return (index) =>
        isRead(index) &&
        !isExcluded(index) &&
        labels[index]! >= 0 &&
        labels[index] !== answerOf(rows, index, threshold);
    case 'cell':
      return (index) =>
        isRead(index) &&
        !isExcluded(index) &&
        labels[index]! >= 0 &&
        (selection.label === null || labels[index] === selection.label) &&
        (selection.answer === null || answerOf(rows, index, threshold) === selection.answer);
  }
}

/** Numbers before NaN: what has no key comes last. */
function compareKeys(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  return Number.isNaN(b) ? -1 : a - b;
}

/** One number per picture, the first in order the smallest. */
function sortKeys(view: SelectionView, order: Exclude<SortOrder, 'path'>): Float64Array {
  const { rows, labels, threshold } = view;
  const keys = new Float64Array(rows.count).fill(Number.NaN);
  const unlike = order === 'mostUnlike' ? unlikeness(rows.features, labels) : null;
  for (let index = 0; index < rows.count; index++) {
    if (rows.state[index] !== ANSWERED) continue;
    if (unlike) keys[index] = -unlike[index]!;
    else if (order === 'nearestThreshold') keys[index] = leadOf(rows, index, threshold);
    else if (labels[index]! >= 0) keys[index] = confidenceIn(rows, index, labels[index]!);
  }
  return keys;
}

/** Grows with p(label); of two classes the logit, which tells apart what rounds to 1. */
function confidenceIn(rows: SetRows, index: number, label: number): number {
  if (rows.logitCount === 1) return (label === 1 ? 1 : -1) * logitsOf(rows, index)[0]!;
  return probabilitiesOf(rows, index)[label] ?? Number.NaN;
}

function leadOf(rows: SetRows, index: number, threshold: number): number {
  const logits = logitsOf(rows, index);
  if (rows.logitCount === 1) return Math.abs(logits[0]! - threshold);
  const [first = 0, second = 0] = Array.from(logits).sort((a, b) => b - a);
  return first - second;
}
