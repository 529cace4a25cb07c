/** What is worked out over all rows of a set when somebody asks: duplicates and slices. */
import {
  groupPairs,
  type NearPair,
  nearInOther,
  nearPairs,
} from '../../../dataset/duplicates/nearDuplicates.ts';
import type { Split } from '../../../dataset/labels/splitOf.ts';
import {
  quarterSlices,
  rankSlices,
  type Slice,
  type SliceRow,
  slicesByName,
} from '../../../dataset/slices/slices.ts';
import type { Edits } from '../rows/edits.ts';
import { ANSWERED, answerOf, type SetRows } from '../rows/rows.ts';
import type { DataSetServices } from '../services.ts';
import { runInSlices } from './runInSlices.ts';

/** Groups of pictures that are nearly the same, by hashes that the run left. Null when aborted. */
export async function findNearDuplicates(
  rows: SetRows,
  services: Pick<DataSetServices, 'now' | 'breathe'>,
  signal: AbortSignal,
  tell: (fraction: number) => void,
): Promise<readonly (readonly number[])[] | null> {
  const pairs = await runInSlices(
    nearPairs({ words: rows.hashes, isFlat: rows.isFlat }),
    services,
    signal,
    tell,
  );
  return pairs && groupPairs(pairs);
}

/** Pictures that are nearly in another set, such as the photos that a model was trained with. Null when aborted. */
export function findInOther(
  rows: SetRows,
  other: { readonly words: Uint32Array; readonly isFlat: ArrayLike<number> },
  services: Pick<DataSetServices, 'now' | 'breathe'>,
  signal: AbortSignal,
  tell: (fraction: number) => void,
): Promise<readonly NearPair[] | null> {
  return runInSlices(nearInOther({ words: rows.hashes, isFlat: rows.isFlat }, other), services, signal, tell);
}

export interface SliceSource {
  readonly rows: SetRows;
  readonly labels: Int32Array;
  readonly edits: Edits;
  readonly threshold: number;
  readonly splits: readonly (Split | null)[];
  readonly classes: readonly string[];
  /** Groups and duplicates that somebody named. */
  readonly named?: readonly Slice[];
}

/** All slices of a set, those with more errors than the rest first; see `rankSlices`. */
export function listSlices(source: SliceSource): readonly SliceRow[] {
  const { rows, labels, edits, threshold, splits, classes, named = [] } = source;
  const wrong = Int8Array.from(labels, (label, picture) => {
    const answer = answerOf(rows, picture, threshold);
    const counts = label >= 0 && answer >= 0 && !edits.get(picture)?.isExcluded;
    return counts ? Number(answer !== label) : -1;
  });
  const isAnswered = (picture: number) => rows.state[picture] === ANSWERED;
  const all = Array.from(labels, (_, picture) => picture);
  const numbers = (of: (picture: number) => number) =>
    all.map((picture) => (isAnswered(picture) ? of(picture) : Number.NaN));
  const slices = [
    ...named,
    ...slicesByName(
      'label',
      all.map((picture) => classes[labels[picture]!] ?? null),
    ),
    ...slicesByName('split', splits),
    ...tagSlices(edits),
    ...slicesByName(
      'grey',
      all.map((picture) => (rows.isGrey[picture] === 1 ? 'black and white' : null)),
    ),
    ...quarterSlices(
      'brightness',
      numbers((picture) => rows.brightness[picture]!),
      {
        lowest: 'darkest quarter',
        highest: 'brightest quarter',
      },
    ),
    ...quarterSlices(
      'sharpness',
      numbers((picture) => rows.sharpness[picture]!),
      {
        lowest: 'most blurred quarter',
        highest: 'sharpest quarter',
      },
    ),
    ...quarterSlices(
      'size',
      numbers((picture) => rows.width[picture]! * rows.height[picture]!),
      {
        lowest: 'smallest quarter',
        highest: 'largest quarter',
      },
    ),
    ...quarterSlices(
      'shape',
      numbers((picture) => rows.width[picture]! / rows.height[picture]!),
      {
        lowest: 'tallest quarter',
        highest: 'widest quarter',
      },
    ),
  ];
  return rankSlices(slices, wrong);
}

/** A picture may have several tags. */
function tagSlices(edits: Edits): readonly Slice[] {
  const byTag = new Map<string, number[]>();
  for (const [picture, { tags = [] }] of edits) {
    for (const tag of tags) {
      const pictures = byTag.get(tag) ?? [];
      byTag.set(tag, pictures);
      pictures.push(picture);
    }
  }
  return [...byTag].map(([tag, pictures]) => ({
    key: `tag ${tag}`,
    title: tag,
    pictures: pictures.sort((a, b) => a - b),
  }));
}
