import { describe, expect, test } from 'vitest';
import { findLabelDoubts } from './labelDoubts.ts';
import { answerOutOfFold, assignFolds } from './outOfFold.ts';

/** 20 cats with p(cat) = .9, 20 dogs with p(dog) = .8, and what a test adds. */
function withMore(more: readonly { label: number; dog: number }[]) {
  const base = Array.from({ length: 40 }, (_, index) =>
    index < 20 ? { label: 0, dog: 0.1 } : { label: 1, dog: 0.8 },
  );
  const all = [...base, ...more];
  return { probabilities: all.flatMap(({ dog }) => [1 - dog, dog]), labels: all.map(({ label }) => label) };
}

describe('doubts about labels', () => {
  test('are where another class is as likely as it usually is, the least likely label first', () => {
    const { probabilities, labels } = withMore([
      { label: 0, dog: 0.85 },
      { label: 0, dog: 0.95 },
      { label: 0, dog: 0.7 },
      { label: 1, dog: 0.06 },
    ]);
    const doubts = findLabelDoubts(probabilities, labels, 2);
    // Usual p(dog) of dogs: (20 · .8 + .06)/21 = .765, of cats p(cat): (18 + .15 + .05 + .3)/23 = .804.
    expect(doubts).toMatchObject([
      { picture: 41, label: 0, suggested: 1 },
      { picture: 43, label: 1, suggested: 0 },
      { picture: 40, label: 0, suggested: 1 },
    ]);
  });

  test('need 20 pictures of two classes, and leave pictures without a label alone', () => {
    expect(findLabelDoubts([0.5, 0.5], [0], 2)).toEqual({ undefined: 'tooFewPictures' });
    const { probabilities, labels } = withMore([{ label: -1, dog: 0.99 }]);
    expect(findLabelDoubts(probabilities, labels, 2)).toEqual([]);
  });
});

describe('folds', () => {
  const labels = Array.from({ length: 53 }, (_, picture) => (picture === 52 ? -1 : picture % 2));
  const folds = assignFolds(labels, [[0, 2, 4]], 5, 1);

  test('have as many of each class, near duplicates in one', () => {
    expect(folds[0]).toBe(folds[2]);
    expect(folds[0]).toBe(folds[4]);
    expect(folds[52]).toBe(-1);
    for (let fold = 0; fold < 5; fold++) {
      for (const label of [0, 1]) {
        const count = labels.filter((own, picture) => own === label && folds[picture] === fold).length;
        expect(count).toBeGreaterThanOrEqual(3);
        expect(count).toBeLessThanOrEqual(8);
      }
    }
    expect(assignFolds(labels, [[0, 2, 4]], 5, 1)).toEqual(folds);
  });

  test('answer for every picture by what was trained without it', async () => {
    const answers = await answerOutOfFold(folds, 2, (training, asked) => {
      expect(training.some((picture) => asked.includes(picture))).toBe(false);
      expect(training.length + asked.length).toBe(52);
      return Promise.resolve(asked.flatMap((picture) => [picture, 1]));
    });
    expect([...answers.slice(0, 4)]).toEqual([0, 1, 1, 1]);
    expect(answers[104]).toBeNaN();
  });
});
