/** Parts of a set, and on which the model errs more than elsewhere. */
import { type MeasuredShare, shareOf } from '../../measure/classification/share.ts';

/** Pictures that have something in common. */
export interface Slice {
  /** Unlike every other slice's. */
  readonly key: string;
  readonly title: string;
  /** Rising. */
  readonly pictures: readonly number[];
}

export interface SliceRow {
  readonly slice: Slice;
  /** Labelled pictures with an answer in it, and how many of them are wrong. */
  readonly errors: MeasuredShare;
  /** Error rate in it less that of all other pictures. */
  readonly difference: number;
  /** Ends of the 95% interval of the difference [Newcombe, Statistics in Medicine 17, 1998, method 10]. */
  readonly low: number;
  readonly high: number;
}

const fewestPictures = 10;

/**
 * The slices by the lower end of the difference to the rest, the worst first: those at the head err more than chance makes
 * likely. Among twenty slices one looks bad by chance all the same, and the screen has to say so.
 *
 * @param wrong 1 for a wrong answer, 0 for a right one, −1 for pictures that do not count.
 * @returns only slices of at least ten pictures that leave ten out.
 */
export function rankSlices(slices: readonly Slice[], wrong: ArrayLike<number>): readonly SliceRow[] {
  let total = 0;
  let totalErrors = 0;
  for (let picture = 0; picture < wrong.length; picture++) {
    if (wrong[picture]! < 0) continue;
    total += 1;
    totalErrors += wrong[picture]!;
  }
  return slices
    .flatMap((slice): SliceRow[] => {
      const counted = slice.pictures.filter((picture) => wrong[picture]! >= 0);
      const errors = counted.reduce((sum, picture) => sum + wrong[picture]!, 0);
      if (counted.length < fewestPictures || total - counted.length < fewestPictures) return [];
      const inside = shareOf(errors, counted.length, 'noPictures');
      const outside = shareOf(totalErrors - errors, total - counted.length, 'noPictures');
      if ('undefined' in inside || 'undefined' in outside) return [];
      const difference = inside.value - outside.value;
      return [
        {
          slice,
          errors: inside,
          difference,
          low: difference - Math.hypot(inside.value - inside.low, outside.high - outside.value),
          high: difference + Math.hypot(inside.high - inside.value, outside.value - outside.low),
        },
      ];
    })
    .sort((a, b) => b.low - a.low || (a.slice.key < b.slice.key ? -1 : 1));
}

/** Slices by a name that some pictures have: split, tag, label. Null is in none. */
export function slicesByName(
  group: string,
  names: readonly (string | null)[],
  titleOf: (name: string) => string = (name) => name,
): readonly Slice[] {
  const byName = new Map<string, number[]>();
  names.forEach((name, picture) => {
    if (name === null) return;
    const pictures = byName.get(name) ?? [];
    byName.set(name, pictures);
    pictures.push(picture);
  });
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, pictures]) => ({ key: `${group} ${name}`, title: titleOf(name), pictures }));
}

/**
 * The lowest and the highest quarter by a number; equal numbers are on one side, so a quarter may be smaller. NaN is in
 * none.
 */
export function quarterSlices(
  group: string,
  values: ArrayLike<number>,
  titles: { readonly lowest: string; readonly highest: string },
): readonly Slice[] {
  const known = Array.from(values, (value, picture) => ({ value, picture })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  const sorted = known.map(({ value }) => value).sort((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  if (quarter === 0) return [];
  const lowestLimit = sorted[quarter]!;
  const highestLimit = sorted[sorted.length - 1 - quarter]!;
  const select = (isIn: (value: number) => boolean) =>
    known.filter(({ value }) => isIn(value)).map(({ picture }) => picture);
  return [
    { key: `${group} lowest`, title: titles.lowest, pictures: select((value) => value < lowestLimit) },
    { key: `${group} highest`, title: titles.highest, pictures: select((value) => value > highestLimit) },
  ].filter(({ pictures }) => pictures.length > 0);
}
