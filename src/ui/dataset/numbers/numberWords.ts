/** Numbers of a set with their intervals, and reasons in words where there is none. */
import {
  type Interval,
  isDefined,
  type Measured,
  type UndefinedReason,
} from '../../../measure/classification/measured.ts';
import type { Share } from '../../../measure/classification/share.ts';
import { formatProbability } from '../../words/format.ts';

export interface ClassNames {
  /** The class that a positive answer means. */
  readonly positive: string;
  readonly negative: string;
}

/** Fewer pictures of a class than this tell next to nothing. */
const fewestPictures = 20;

/** Why a number cannot be given: completes "undefined, because …". */
export function reasonWords(reason: UndefinedReason, { positive, negative }: ClassNames): string {
  const reasons: Readonly<Record<UndefinedReason, string>> = {
    noPictures: 'no picture has both a label and an answer yet',
    noPositives: `no picture is labelled ${positive}`,
    noNegatives: `no picture is labelled ${negative}`,
    oneClass: 'all pictures have the same label',
    nothingCalledPositive: `no picture was called ${positive}`,
    nothingToFind: `no picture is labelled ${positive}, and none was called so`,
    tooFewPictures: 'there are too few pictures',
    noDifference: 'both gave the same answers',
    separated: 'every answer lies on the right side',
    uninformative: 'the answers do not depend on the label',
  };
  return reasons[reason];
}

/** "95.2 % (80 of 84), 95% interval 88.4–98.1 %", or why there is none. */
export function shareWords(share: Share, names: ClassNames): string {
  if (!isDefined(share)) return undefinedWords(share.undefined, names);
  const { value, hits, trials } = share;
  return `${formatProbability(value)} (${hits} of ${trials}), 95% interval ${intervalWords(share, true)}`;
}

/** A number without an interval of its own, with one that was bootstrapped where it is there. */
export function measuredWords(
  measured: Measured,
  interval: Interval | null,
  names: ClassNames,
  isShare: boolean,
): string {
  if (!isDefined(measured)) return undefinedWords(measured.undefined, names);
  const value = isShare ? formatProbability(measured) : measured.toFixed(3);
  return interval === null ? value : `${value}, 95% interval ${intervalWords(interval, isShare)}`;
}

/** Says of which classes there are too few pictures to tell; null where of none. */
export function tooFewWords(counts: readonly number[], classes: readonly string[]): string | null {
  const few = classes.flatMap((name, index) => {
    const count = counts[index] ?? 0;
    return count < fewestPictures ? [`${name}: ${count}`] : [];
  });
  if (few.length === 0) return null;
  const listed = few.length > 5 ? `${few.slice(0, 5).join(', ')} and ${few.length - 5} more` : few.join(', ');
  return `Too few to tell: under ${fewestPictures} pictures of a class (${listed}). Read the intervals, not the numbers.`;
}

function undefinedWords(reason: UndefinedReason, names: ClassNames): string {
  return `undefined, because ${reasonWords(reason, names)}`;
}

function intervalWords({ low, high }: Interval, isShare: boolean): string {
  if (!isShare) return `${low.toFixed(3)}–${high.toFixed(3)}`;
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}\u00a0%`;
}
