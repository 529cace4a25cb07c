import { describe, expect, test } from 'vitest';
import { fakeEngineInfo } from '../../../../test/fakeModel.ts';
import { ANSWERED, answerOf, createRows, probabilitiesOf, UNREADABLE } from './rows.ts';
import { selectPictures } from './selection.ts';
import { matrixAt, measureSet, metricsAt } from './setNumbers.ts';

const { model } = fakeEngineInfo();

function rowsOf(card: Partial<typeof model.card>, logits: readonly (readonly number[])[]) {
  const rows = createRows(
    logits.map((_, index) => `${index}.jpg`),
    { ...model, card: { ...model.card, ...card } },
  );
  logits.forEach((own, index) => {
    rows.logits.set(own, index * rows.logitCount);
    rows.state[index] = ANSWERED;
  });
  return rows;
}

describe('numbers of two classes', () => {
  const rows = rowsOf({}, [[2], [-1], [0.5], [-3], [9], [9]]);
  const labels = Int32Array.of(1, 1, 0, 0, -1, 1);
  rows.state[5] = UNREADABLE;
  const numbers = measureSet(rows, labels, new Map([[3, { isExcluded: true }]]));

  test('count labelled pictures that were answered and not excluded', () => {
    expect(numbers.counted).toEqual({
      pictures: [0, 1, 2],
      unlabelled: 1,
      excluded: 1,
      waiting: 0,
      unreadable: 1,
    });
  });

  test('follow the threshold', () => {
    if (numbers.kind !== 'binary') throw new Error('one logit');
    expect(metricsAt(numbers, 0).counts).toEqual({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 1,
      trueNegatives: 0,
    });
    expect(metricsAt(numbers, 1).accuracy).toMatchObject({ hits: 2, trials: 3 });
    expect([...matrixAt(numbers, 0).counts]).toEqual([0, 1, 1, 1]);
    expect(numbers.areaUnderRoc).toBe(0.5);
  });

  test('can be of some pictures alone', () => {
    expect(measureSet(rows, labels, new Map(), [0, 3]).counted.pictures).toEqual([0, 3]);
  });
});

describe('numbers of many classes', () => {
  const rows = rowsOf({ labels: ['cat', 'dog', 'fox'], output: 'softmax' }, [
    [3, 0, 0],
    [0, 1, 0],
    [0, 2, 1],
  ]);
  const labels = Int32Array.of(0, 1, 2);

  test('come from the highest logit, without a threshold', () => {
    const numbers = measureSet(rows, labels, new Map());
    if (numbers.kind !== 'classes') throw new Error('three logits');
    expect(numbers.metrics.accuracy).toMatchObject({ hits: 2, trials: 3 });
    expect(numbers.top5).toMatchObject({ hits: 3 });
    expect(numbers.confused).toEqual([{ label: 2, answer: 1, count: 1 }]);
    expect(matrixAt(numbers, 7)).toBe(numbers.matrix);
    expect(answerOf(rows, 2, 7)).toBe(1);
    const [cat, dog, fox] = probabilitiesOf(rows, 2);
    expect(dog! / fox!).toBeCloseTo(Math.E, 5);
    expect(cat! + dog! + fox!).toBeCloseTo(1, 12);
  });

  test('sort by the lead of the first answer', () => {
    const view = { rows, labels, edits: new Map(), threshold: 0 };
    expect(selectPictures(view, { kind: 'all' }, 'nearestThreshold')).toEqual([1, 2, 0]);
    expect(selectPictures(view, { kind: 'all' }, 'mostWrong')[0]).toBe(2);
  });
});
