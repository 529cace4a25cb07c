import { describe, expect, test } from 'vitest';
import type { Grid } from '../map/grid.ts';
import { describeMap } from './describeMap.ts';

/** A display grid of 3 × 3 cells: its cells are the ninths of the picture. */
function ninths(...values: number[]): Grid {
  return { width: 3, height: 3, data: Float32Array.from(values) };
}

function sentenceOf(grid: Grid, sign: 'positive' | 'negative' | 'signed' = 'positive'): string {
  return describeMap(grid, sign, null).sentence;
}

describe('describeMap', () => {
  test('names the ninth that holds most of the evidence', () => {
    const description = describeMap(ninths(1, 0.25, 0, 0, 0, 0, 0, 0, 0), 'positive', null);
    expect(description.sentence).toBe(
      '80 % of the evidence lies in the upper left; the peak is near the upper left corner.',
    );
    expect(description.ninths?.slice(0, 3)).toEqual([0.8, 0.2, 0].map(Math.fround));
    expect(description.peak?.cell).toEqual({ column: 0, row: 0 });
    expect(description.coverage).toBeCloseTo(1 / 9);
  });

  test('names the half if no ninth stands out', () => {
    expect(sentenceOf(ninths(0, 0, 1, 0, 0, 1, 0, 0, 1))).toMatch(
      /^100 % of the evidence lies in the right half;/,
    );
    expect(sentenceOf(ninths(0, 0, 0, 0, 0, 0, 1, 1, 1))).toMatch(
      /^100 % of the evidence lies in the lower half;/,
    );
  });

  test('says where spread evidence is densest', () => {
    expect(sentenceOf(ninths(0.5, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 0.5))).toBe(
      'The evidence is spread over the whole picture, most densely in the centre (20 %); ' +
        'the peak is in the centre.',
    );
  });

  test('does not round to nothing or to everything what is neither', () => {
    expect(sentenceOf(ninths(1, 0.001, 0, 0, 0, 0, 0, 0, 0))).toMatch(/^Over 99 % of the evidence/);
    expect(sentenceOf(ninths(0.5, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 0.499), 'signed')).toMatch(
      /, under 1 % against it/,
    );
  });

  test('tells evidence for from evidence against in a signed map', () => {
    // +1 in the upper left, −0.25 in the lower right.
    expect(sentenceOf(ninths(1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.375), 'signed')).toBe(
      '80 % of the evidence speaks for the target (mostly in the upper left), ' +
        '20 % against it (mostly in the lower right); the peak is near the upper left corner.',
    );
  });

  test('says that the evidence is against the target where that is shown', () => {
    expect(sentenceOf(ninths(0, 0, 0, 0, 1, 0, 0, 0, 0), 'negative')).toBe(
      '100 % of the evidence against the target lies in the centre; the peak is in the centre.',
    );
  });

  test.each([
    [2, 0, 'left of the centre, near the top'],
    [2, 3, 'above and left of the centre'],
    [7, 6, 'below and right of the centre'],
    [9, 5, 'near the right edge'],
    [5, 8, 'near the bottom'],
    [9, 9, 'near the lower right corner'],
    [4, 5, 'in the centre'],
  ])('puts the peak at column %i, row %i of ten into words', (column, row, words) => {
    const data = new Float32Array(100);
    data[row * 10 + column] = 1;
    expect(describeMap({ width: 10, height: 10, data }, 'positive', null).peak?.words).toBe(words);
  });

  test('finds the peak of a signed map where it is furthest from zero', () => {
    const { peak } = describeMap(ninths(0.5, 0.5, 0.9, 0.5, 0.5, 0.5, 0, 0.5, 0.5), 'signed', null);
    expect(peak?.cell).toEqual({ column: 0, row: 2 });
  });

  test('gives the reason of an empty map', () => {
    const empty = describeMap(ninths(0, 0, 0, 0, 0, 0, 0, 0, 0), 'positive', 'oppositeSign');
    expect(empty).toEqual({
      ninths: null,
      peak: null,
      coverage: 0,
      sentence: 'Nothing to show: all the evidence of this map speaks against the target.',
    });
    expect(describeMap(ninths(), 'negative', 'oppositeSign').sentence).toMatch(/none of the evidence/);
    expect(describeMap(ninths(), 'positive', 'flat').sentence).toMatch(/same value everywhere/);
    expect(describeMap(ninths(), 'signed', 'notFinite').sentence).toMatch(/not finite/);
  });
});
