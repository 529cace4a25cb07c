import { describe, expect, test } from 'vitest';
import { classLogLoss, firstAnswers, topShare } from './classAnswers.ts';
import { countMatrix, matrixMetrics, mostConfusedPairs } from './classMatrix.ts';

/** Cats, dogs and foxes: rows are labels, columns answers. */
const labels = [0, 0, 0, 1, 1, 2, 2, 2, 2];
const answers = [0, 0, 1, 1, 1, 0, 0, 1, 2];
const matrix = countMatrix(labels, answers, 3);

describe('a matrix of three classes', () => {
  test('counts labels in rows and answers in columns', () => {
    expect([...matrix.counts]).toEqual([2, 1, 0, 0, 2, 0, 2, 1, 1]);
  });

  test('gives each class its numbers, and their means', () => {
    const { accuracy, majorityShare, perClass, macro } = matrixMetrics(matrix);
    expect(accuracy).toMatchObject({ hits: 5, trials: 9 });
    expect(majorityShare).toMatchObject({ hits: 4, trials: 9 });
    expect(perClass.map(({ recall }) => recall)).toMatchObject([
      { value: 2 / 3 },
      { value: 1 },
      { value: 1 / 4 },
    ]);
    expect(perClass.map(({ precision }) => precision)).toMatchObject([
      { value: 1 / 2 },
      { value: 1 / 2 },
      { value: 1 },
    ]);
    // 2·2/(3+4), 2·2/(2+4), 2·1/(4+1)
    expect(perClass.map(({ f1 }) => f1)).toEqual([4 / 7, 4 / 6, 2 / 5]);
    expect(macro.recall).toEqual({ mean: expect.closeTo((2 / 3 + 1 + 1 / 4) / 3, 12), count: 3 });
    expect(macro.f1.mean).toBeCloseTo((4 / 7 + 4 / 6 + 2 / 5) / 3, 12);
  });

  test('lists what is confused most', () => {
    expect(mostConfusedPairs(matrix, 2)).toEqual([
      { label: 2, answer: 0, count: 2 },
      { label: 0, answer: 1, count: 1 },
    ]);
  });

  test('leaves a class without pictures or answers out of the means', () => {
    const { perClass, macro } = matrixMetrics(countMatrix([0, 0], [0, 1], 3));
    expect(perClass[2]).toEqual({
      classIndex: 2,
      count: 0,
      recall: { undefined: 'noPositives' },
      precision: { undefined: 'nothingCalledPositive' },
      f1: { undefined: 'nothingToFind' },
    });
    expect(macro.recall).toEqual({ mean: 0.5, count: 1 });
    expect(macro.precision).toEqual({ mean: 0.5, count: 2 });
  });

  test('of no picture has nothing to say', () => {
    const { accuracy, macro } = matrixMetrics(countMatrix([], [], 2));
    expect(accuracy).toEqual({ undefined: 'noPictures' });
    expect(macro.recall).toEqual({ mean: { undefined: 'noPositives' }, count: 0 });
  });
});

describe('answers with many classes', () => {
  const scores = { classCount: 3, logits: [5, 1, 0, 1, 2, 2, 0, 0, 0], labels: [0, 2, 2] };

  test('take the first of equals, and a label that ties with it comes second', () => {
    expect([...firstAnswers(scores)]).toEqual([0, 1, 0]);
    expect(topShare(scores, 1)).toMatchObject({ hits: 1, trials: 3 });
    expect(topShare(scores, 2)).toMatchObject({ hits: 2 });
    expect(topShare(scores, 3)).toMatchObject({ hits: 3 });
  });

  test('have a loss that large logits do not overflow', () => {
    expect(classLogLoss({ classCount: 3, logits: [0, 0, 0], labels: [1] })).toBeCloseTo(Math.log(3), 12);
    expect(classLogLoss({ classCount: 2, logits: [1000, 0], labels: [1] })).toBe(1000);
    expect(classLogLoss({ classCount: 2, logits: [1000, 0], labels: [0] })).toBe(0);
    expect(classLogLoss({ classCount: 2, logits: [], labels: [] })).toEqual({ undefined: 'noPictures' });
  });

  test('that are no numbers, or do not fit, are refused', () => {
    expect(() => topShare({ classCount: 2, logits: [1, Number.NaN], labels: [0] }, 1)).toThrow(
      expect.objectContaining({ code: 'numericalFailure' }),
    );
    expect(() => topShare({ classCount: 2, logits: [1], labels: [0] }, 1)).toThrow(/2 logits each/u);
  });
});
