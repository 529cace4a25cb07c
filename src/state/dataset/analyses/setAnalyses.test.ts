import { describe, expect, test, vi } from 'vitest';
import { createFakeDataSetServices, fakeFile } from '../../../../test/fakeDataSetServices.ts';
import { joinHashes } from '../../../dataset/duplicates/nearDuplicates.ts';
import { createDataSet } from '../createDataSet.ts';
import { evidenceOf } from '../rows/rows.ts';
import { createSetAnalyses } from './setAnalyses.ts';

/** Forty cats, the last ten of them called dogs, and ten dogs. */
async function openSet(hold: 'survey'[] = []) {
  const fakes = createFakeDataSetServices({ hold });
  const set = createDataSet(fakes.services);
  await set.open('set', [
    ...Array.from({ length: 40 }, (_, index) =>
      fakeFile(`cats/${10 + index}.jpg`, index < 30 ? 20 + index : 120 + index),
    ),
    ...Array.from({ length: 10 }, (_, index) => fakeFile(`dogs/${index}.jpg`, 200 + index)),
  ]);
  set.confirmLabels();
  return { ...fakes, set, analyses: createSetAnalyses(set, fakes.services) };
}

const signal = new AbortController().signal;

describe('groups of mistakes', () => {
  test('are made of what the run kept of mistakes, without another look', async () => {
    const { set, analyses, calls } = await openSet();
    await set.start();
    const asked = calls.length;
    const mistakes = Array.from({ length: 10 }, (_, index) => 30 + index);
    const groups = await analyses.groupMistakes(mistakes, signal);
    if ('undefined' in groups) throw new Error('ten are enough');
    expect(calls).toHaveLength(asked);
    expect(
      groups
        .cut(2)
        .flatMap(({ members }) => members)
        .toSorted((a, b) => a - b),
    ).toEqual(mistakes);
  });

  test('ask once more for pictures that were right', async () => {
    const { set, analyses, calls } = await openSet();
    await set.start();
    const asked = calls.length;
    await analyses.groupMistakes([0, 1, 2, 3, 4, 5, 6, 30], signal);
    const inputs = calls.slice(asked).flatMap(({ params }) => params.inputs.map(({ data }) => data[0]));
    expect(inputs).toEqual([20, 21, 22, 23, 24, 25, 26]);
    await analyses.groupMistakes([0, 1, 2, 3, 4, 5, 6, 30], signal);
    expect(calls).toHaveLength(asked + 1);
  });

  test('are given up on demand', async () => {
    const { set, analyses, calls } = await openSet(['survey']);
    const running = set.start();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const controller = new AbortController();
    const grouping = analyses.groupMistakes([0, 1, 2, 3, 4, 5], controller.signal);
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    controller.abort();
    await expect(grouping).rejects.toMatchObject({ code: 'cancelled' });
    set.close();
    await running;
  });

  test('have the error rate of what looks like them beside', async () => {
    const { set, analyses } = await openSet();
    await set.start();
    // All features point the same way, so all fifty are as near.
    expect(analyses.errorRateNear([30, 31])).toMatchObject({ hits: 10, trials: 50 });
  });
});

test('duplicates are not looked for among blank pictures, which the fakes are', async () => {
  const { set, analyses } = await openSet();
  await set.start();
  expect(await analyses.nearDuplicates(signal, () => undefined)).toEqual([]);
  const other = joinHashes([{ words: new Uint32Array(8), isFlat: false }]);
  expect(await analyses.nearInOther(other, signal, () => undefined)).toEqual([]);
});

test('evidence is kept for every picture, and sums to its logit', async () => {
  const { set } = await openSet();
  expect(evidenceOf(set.rows()!, 0)).toBeNull();
  await set.start();
  const { cells, bias, width, height } = evidenceOf(set.rows()!, 30)!;
  expect([width, height]).toEqual([4, 4]);
  // The byte is 150, so z = 1.
  expect(cells.reduce((sum, value) => sum + value, bias)).toBeCloseTo(1, 6);
});

test('slices are those of the rows, tags and names', async () => {
  const { set, analyses } = await openSet();
  await set.start();
  set.edit(
    Array.from({ length: 12 }, (_, index) => 28 + index),
    { kind: 'addTag', tag: 'bars' },
  );
  const slices = analyses.slices([{ key: 'group 1', title: 'my group', pictures: [] }]);
  expect(slices[0]).toMatchObject({ slice: { title: 'bars' }, errors: { hits: 10, trials: 12 } });
  expect(slices.map(({ slice }) => slice.key)).toContain('label cat');
});

describe('doubts about labels', () => {
  /** Thirty cats and twenty-five dogs, one of each with the other's label. */
  async function openDoubtful() {
    const { services } = createFakeDataSetServices();
    const set = createDataSet(services);
    await set.open('set', [
      ...Array.from({ length: 30 }, (_, index) => fakeFile(`cats/${10 + index}.jpg`, index === 3 ? 250 : 20)),
      ...Array.from({ length: 25 }, (_, index) => fakeFile(`dogs/${10 + index}.jpg`, index === 5 ? 0 : 200)),
    ]);
    set.confirmLabels();
    await set.start();
    return createSetAnalyses(set, services);
  }

  test("come from the model's own answers, the least likely label first", async () => {
    const analyses = await openDoubtful();
    // z of the label: −3 for the cat, −2 for the dog.
    expect(await analyses.labelDoubts([], null)).toMatchObject([
      { picture: 3, label: 0, suggested: 1 },
      { picture: 35, label: 1, suggested: 0 },
    ]);
  });

  test('or from heads that never saw the label', async () => {
    const analyses = await openDoubtful();
    const doubts = await analyses.labelDoubts([[0, 3]], (training, asked) => {
      expect(training.includes(0)).toBe(training.includes(3));
      return Promise.resolve(
        asked.flatMap((picture) => (picture === 3 ? [0.1, 0.9] : picture < 30 ? [0.9, 0.1] : [0.1, 0.9])),
      );
    });
    expect(doubts).toMatchObject([{ picture: 3, suggested: 1 }]);
  });
});
