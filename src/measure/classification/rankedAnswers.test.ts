import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logitOf, probabilityOf } from './binaryAnswers.ts';
import { isDefined } from './measured.ts';
import { precisionRecall } from './precisionRecall.ts';
import { countsAt, rankAnswers, thresholdAfter } from './rankedAnswers.ts';
import { areaUnderRoc, rocCurve } from './rocCurve.ts';

const answers = { logits: [2, 1, 1, 0, -1, -3], labels: [1, 1, 0, 1, 0, 0] };
const ranked = rankAnswers(answers);

describe('a threshold', () => {
  test('calls positive what reaches it, a tie included', () => {
    expect(countsAt(ranked, 1)).toEqual({
      truePositives: 2,
      falsePositives: 1,
      falseNegatives: 1,
      trueNegatives: 2,
    });
    expect(countsAt(ranked, 1.0001)).toMatchObject({ truePositives: 1, falsePositives: 0 });
    expect(countsAt(ranked, logitOf(0.5))).toMatchObject({ truePositives: 3, falsePositives: 1 });
  });

  test('of 0 calls everything positive, and beyond 1 nothing', () => {
    expect(countsAt(ranked, logitOf(0))).toMatchObject({ truePositives: 3, falsePositives: 3 });
    expect(countsAt(ranked, logitOf(1))).toMatchObject({ truePositives: 0, falsePositives: 0 });
  });

  test('is put half way to the next answer, and apart from it even where they are neighbours', () => {
    expect(thresholdAfter(ranked, 2)).toBe(0.5);
    const next = 1 + Number.EPSILON;
    const close = rankAnswers({ logits: [next, 1], labels: [1, 0] });
    expect(countsAt(close, thresholdAfter(close, 1))).toMatchObject({ truePositives: 1, falsePositives: 0 });
  });

  test('gives the same counts as looking at every answer', () => {
    const logit = fc.integer({ min: -4, max: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(logit, fc.boolean())), logit, (pairs, threshold) => {
        const logits = pairs.map(([value]) => value);
        const labels = pairs.map(([, isPositive]) => Number(isPositive));
        const found = countsAt(rankAnswers({ logits, labels }), threshold);
        const called = pairs.filter(([value]) => value >= threshold);
        expect(found.truePositives).toBe(called.filter(([, isPositive]) => isPositive).length);
        expect(found.falsePositives).toBe(called.filter(([, isPositive]) => !isPositive).length);
        expect(found.truePositives + found.falseNegatives).toBe(labels.filter((label) => label === 1).length);
        expect(found.trueNegatives + found.falsePositives).toBe(labels.filter((label) => label === 0).length);
      }),
    );
  });
});

describe('the area under the ROC curve', () => {
  test('is the share of pairs in the right order, a tie counting half', () => {
    // Pairs dog–cat: 2 beats all 3; 1 ties one cat and beats two; 0 loses to 1 and beats two: 3 + 2.5 + 2 of 9.
    expect(areaUnderRoc(ranked)).toBeCloseTo(7.5 / 9, 12);
  });

  test('of answers that are all the same is one half', () => {
    expect(areaUnderRoc(rankAnswers({ logits: [3, 3, 3, 3], labels: [1, 0, 0, 1] }))).toBe(0.5);
  });

  test('of answers that are all on the wrong side is 0', () => {
    expect(areaUnderRoc(rankAnswers({ logits: [-1, 1], labels: [1, 0] }))).toBe(0);
  });

  test('needs pictures, and two classes', () => {
    expect(areaUnderRoc(rankAnswers({ logits: [], labels: [] }))).toEqual({ undefined: 'noPictures' });
    expect(areaUnderRoc(rankAnswers({ logits: [1], labels: [1] }))).toEqual({ undefined: 'oneClass' });
    expect(rocCurve(rankAnswers({ logits: [1, 2], labels: [0, 0] }))).toEqual([]);
  });

  test('tells apart what 32 bits of probability do not', () => {
    expect(Math.fround(probabilityOf(30))).toBe(Math.fround(probabilityOf(20)));
    expect(areaUnderRoc(rankAnswers({ logits: [30, 20], labels: [1, 0] }))).toBe(1);
  });

  test('equals the rank statistic by its definition', () => {
    const logit = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(logit, fc.boolean()), { minLength: 1 }), (pairs) => {
        const dogs = pairs.filter(([, isPositive]) => isPositive);
        const cats = pairs.filter(([, isPositive]) => !isPositive);
        fc.pre(dogs.length > 0 && cats.length > 0);
        const wins = dogs.flatMap(([dog]) => cats.map(([cat]) => (dog > cat ? 1 : dog === cat ? 0.5 : 0)));
        const area = areaUnderRoc(
          rankAnswers({
            logits: pairs.map(([value]) => value),
            labels: pairs.map(([, isPositive]) => Number(isPositive)),
          }),
        );
        expect(area).toBeCloseTo(wins.reduce((sum: number, win) => sum + win, 0) / wins.length, 12);
      }),
    );
  });
});

describe('the curves', () => {
  test('of ROC begin at (0, 0), run diagonally over a tie and end at (1, 1)', () => {
    const third = 1 / 3;
    expect(rocCurve(ranked).map((point) => [point.falsePositiveRate, point.truePositiveRate])).toEqual([
      [0, 0],
      [0, third],
      [third, 2 * third],
      [third, 1],
      [2 * third, 1],
      [1, 1],
    ]);
  });

  test('of precision and recall begin at the first answer', () => {
    const { points, averagePrecision, baseline } = precisionRecall(ranked);
    expect(points[0]).toEqual({ recall: 1 / 3, precision: 1, threshold: 2 });
    expect(points.at(-1)).toEqual({ recall: 1, precision: 0.5, threshold: -3 });
    // Steps of a third each at precision 1/1, 2/3 and 3/4.
    expect(averagePrecision).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
    expect(baseline).toBe(0.5);
  });

  test('of precision and recall need a positive', () => {
    const none = precisionRecall(rankAnswers({ logits: [1, 2], labels: [0, 0] }));
    expect(none).toEqual({ points: [], averagePrecision: { undefined: 'noPositives' }, baseline: 0 });
    expect(isDefined(precisionRecall(rankAnswers({ logits: [], labels: [] })).baseline)).toBe(false);
  });
});

test('a logit that is no number is refused', () => {
  expect(() => rankAnswers({ logits: [Number.NaN], labels: [1] })).toThrow(
    expect.objectContaining({ code: 'numericalFailure' }),
  );
});
