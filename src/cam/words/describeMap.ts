import { capitalise } from '../../lib/capitalise.ts';
import type { EmptyReason, Sign } from '../map/display.ts';
import { type Cell, type Grid, zeroGrid } from '../map/grid.ts';
import { peakCell } from '../map/peak.ts';
import { shareByRegion } from '../region/regions.ts';
import { placeInWords } from './placeInWords.ts';

/** A map in words: what a person who does not see the picture needs to know of it. */
export interface MapDescription {
  /**
   * Share of the evidence in each ninth of the picture, row by row from the upper left; sums to 1.
   * Of a signed map the evidence is counted without its sign. Null for an empty map.
   */
  readonly ninths: readonly number[] | null;
  /** Where the map is strongest ({@link peakCell}), and that place in words. Null for an empty map. */
  readonly peak: { readonly cell: Cell; readonly words: string } | null;
  /** Share of the picture on which the map reaches half of its scale or more, 0–1. */
  readonly coverage: number;
  /** One plain sentence. */
  readonly sentence: string;
}

const ninthNames = [
  'upper left',
  'upper middle',
  'upper right',
  'middle left',
  'centre',
  'middle right',
  'lower left',
  'lower middle',
  'lower right',
] as const;

const halfNames = ['left half', 'right half', 'upper half', 'lower half'] as const;

const emptySentences: Readonly<Record<EmptyReason, Readonly<Record<Sign, string>>>> = {
  oppositeSign: {
    positive: 'Nothing to show: all the evidence of this map speaks against the target.',
    negative: 'Nothing to show: none of the evidence of this map speaks against the target.',
    signed: 'Nothing to show.',
  },
  flat: sameForAllSigns('Nothing to show: this map has the same value everywhere.'),
  notFinite: sameForAllSigns('Nothing to show: this map holds numbers that are not finite.'),
};

/** A ninth that holds this share of the evidence is named; it holds a ninth of it if all is even. */
const concentratedNinth = 0.4;
/** Else a half that holds this share is named. */
const concentratedHalf = 0.6;

/**
 * Text equivalent of a heat map, e.g. "74 % of the evidence lies in the upper left; the peak is left of the
 * centre, near the top."
 *
 * @param grid a display grid: values in [0, 1], 0.5 being zero if `sign` is `signed`.
 * @param empty why the map shows nothing, if so (`displayGrid`, `averageLayers`).
 */
export function describeMap(grid: Grid, sign: Sign, empty: EmptyReason | null): MapDescription {
  const strength = sign === 'signed' ? partOfSigned(grid, Math.abs) : grid;
  const peak = peakCell(grid, sign);
  if (empty !== null || peak === null) {
    return { ninths: null, peak: null, coverage: 0, sentence: emptySentences[empty ?? 'flat'][sign] };
  }
  const words = placeInWords(peak, grid);
  return {
    ninths: Array.from(shareByRegion(strength, 3, 3).data),
    peak: { cell: peak, words },
    coverage: countAbove(strength.data, 0.5) / grid.data.length,
    sentence: `${capitalise(sign === 'signed' ? signedSentence(grid) : plainSentence(grid, sign))}; the peak is ${words}.`,
  };
}

function countAbove(values: Float32Array, limit: number): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if (values[index]! >= limit) count++;
  return count;
}

function plainSentence(grid: Grid, sign: Sign): string {
  const { share, place, isSpread } = concentration(grid);
  const evidence = sign === 'negative' ? 'evidence against the target' : 'evidence';
  if (isSpread) {
    return `The ${evidence} is spread over the whole picture, most densely in the ${place} (${percent(share)})`;
  }
  return `${percent(share)} of the ${evidence} lies in the ${place}`;
}

function signedSentence(grid: Grid): string {
  const inFavour = partOfSigned(grid, (value) => Math.max(value, 0));
  const against = partOfSigned(grid, (value) => Math.max(-value, 0));
  const favourSum = sum(inFavour);
  const againstSum = sum(against);
  const total = favourSum + againstSum;
  const favourShare = total > 0 ? favourSum / total : 0;
  const clauses = [`${percent(favourShare)} of the evidence speaks for the target${mostly(inFavour)}`];
  if (againstSum > 0) clauses.push(`${percent(1 - favourShare)} against it${mostly(against)}`);
  return clauses.join(', ');
}

function mostly(grid: Grid): string {
  const { place, isSpread } = concentration(grid);
  return isSpread ? '' : ` (mostly in the ${place})`;
}

/** The ninth, or else the half, that holds most of the evidence; where it is spread, the densest ninth. */
function concentration(grid: Grid): { share: number; place: string; isSpread: boolean } {
  const ninths = shareByRegion(grid, 3, 3).data;
  const ninth = indexOfLargest(ninths);
  const densest = { share: ninths[ninth]!, place: ninthNames[ninth]! };
  if (densest.share >= concentratedNinth) return { ...densest, isSpread: false };
  const halves = [...shareByRegion(grid, 2, 1).data, ...shareByRegion(grid, 1, 2).data];
  const half = indexOfLargest(halves);
  if (halves[half]! < concentratedHalf) return { ...densest, isSpread: true };
  return { share: halves[half]!, place: halfNames[half]!, isSpread: false };
}

/** A signed display grid as numbers in [−1, 1], each passed through `part`. */
function partOfSigned({ width, height, data }: Grid, part: (value: number) => number): Grid {
  const result = zeroGrid(width, height);
  for (let index = 0; index < data.length; index++) result.data[index] = part(2 * data[index]! - 1);
  return result;
}

function indexOfLargest(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > values[largest]!) largest = index;
  }
  return largest;
}

function sum({ data }: Grid): number {
  return data.reduce((total, value) => total + value, 0);
}

/** Rounded to whole per cent, but never to 0 or 100 what is neither. */
function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return 'over 99 %';
  if (rounded === 0 && share > 0) return 'under 1 %';
  return `${rounded} %`;
}

function sameForAllSigns(sentence: string): Readonly<Record<Sign, string>> {
  return { positive: sentence, negative: sentence, signed: sentence };
}
