import { describe, expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { chooseThreshold, costOf, findBestThreshold } from './bestThreshold.ts';
import { countsAt, rankAnswers } from './rankedAnswers.ts';

const answers = { logits: [3, 2, 1, 0.5, -1, -2], labels: [1, 0, 1, 1, 0, 0] };
const ranked = rankAnswers(answers);

describe('the best threshold on the pictures at hand', () => {
  test('by F1 lies below the last dog: 2·3 / (2·3 + 1)', () => {
    expect(findBestThreshold(ranked, { kind: 'f1' })).toEqual({ threshold: -0.25, value: 6 / 7 });
  });

  test('by recall and specificity lies there, too', () => {
    expect(findBestThreshold(ranked, { kind: 'balanced' })).toEqual({
      threshold: -0.25,
      value: (1 + 2 / 3) / 2,
    });
  });

  test('by cost moves with the ratio', () => {
    // A cat called dog as bad as a dog called cat: one mistake in six at best.
    expect(findBestThreshold(ranked, { kind: 'cost', ratio: 1 })).toEqual({ threshold: -0.25, value: 1 / 6 });
    // Three times as bad: rather miss two dogs than call the cat at 2 a dog.
    expect(findBestThreshold(ranked, { kind: 'cost', ratio: 3 })).toEqual({ threshold: 2.5, value: 2 / 6 });
    // No matter at all: call everything a dog; the threshold nearest to .5 that does is below the last dog.
    expect(findBestThreshold(ranked, { kind: 'cost', ratio: 0 })).toEqual({ threshold: -0.25, value: 0 });
  });

  test('may be never to say one class', () => {
    const hopeless = rankAnswers({ logits: [2, 1], labels: [0, 1] });
    expect(findBestThreshold(hopeless, { kind: 'cost', ratio: 10 })).toEqual({
      threshold: Number.POSITIVE_INFINITY,
      value: 0.5,
    });
  });

  test('needs two classes', () => {
    const cats = rankAnswers({ logits: [1, 2], labels: [0, 0] });
    expect(findBestThreshold(cats, { kind: 'f1' })).toEqual({ undefined: 'oneClass' });
    expect(costOf(countsAt(rankAnswers({ logits: [], labels: [] }), 0), 1)).toEqual({
      undefined: 'noPictures',
    });
  });
});

describe('the best threshold, reported honestly', () => {
  const random = createRandom(8);
  const labels = Array.from({ length: 101 }, (_, index) => (index < 41 ? 1 : 0));
  const logits = labels.map((label) => label + 4 * random() - 2);

  test('is chosen on half of each class and counted on the other half', () => {
    const found = chooseThreshold({ logits, labels }, { kind: 'f1' }, 3);
    expect(found).toMatchObject({ chosenOn: 51, reportedOn: 50 });
    const { reported } = found as Extract<typeof found, { reported: object }>;
    expect(reported.truePositives + reported.falseNegatives).toBe(20);
    expect(reported.falsePositives + reported.trueNegatives).toBe(30);
    expect(chooseThreshold({ logits, labels }, { kind: 'f1' }, 3)).toEqual(found);
  });

  test('is worth less there than where it was chosen, on answers that mean nothing', () => {
    const flat = labels.map(() => random());
    let chosen = 0;
    let reported = 0;
    for (let seed = 0; seed < 20; seed++) {
      const found = chooseThreshold({ logits: flat, labels }, { kind: 'balanced' }, seed);
      if ('undefined' in found) throw new Error('both classes are there');
      chosen += found.value;
      const { truePositives, falseNegatives, trueNegatives, falsePositives } = found.reported;
      reported +=
        (truePositives / (truePositives + falseNegatives) +
          trueNegatives / (trueNegatives + falsePositives)) /
        2;
    }
    expect(reported / 20).toBeLessThan(chosen / 20);
  });

  test('needs two pictures of both classes', () => {
    expect(chooseThreshold({ logits: [1, 2, 0], labels: [1, 0, 0] }, { kind: 'f1' }, 1)).toEqual({
      undefined: 'tooFewPictures',
    });
    expect(chooseThreshold({ logits: [1, 2], labels: [0, 0] }, { kind: 'f1' }, 1)).toEqual({
      undefined: 'oneClass',
    });
  });
});
