import { describe, expect, test } from 'vitest';
import {
  createTestApp,
  droppedPicture,
  settle,
  shownSummary,
  type TestAppOptions,
} from '../../../../test/createTestApp.ts';
import { fakeBitmap } from '../../../../test/fakeEngine.ts';
import { Failure, failureData } from '../../../lib/failure.ts';

/** Four pictures after the sample's, the first of them current; `explain` answers when the test says so. */
async function startFolder(options: TestAppOptions = {}) {
  const testApp = createTestApp({
    ...options,
    engine: { hold: ['explain'], ...options.engine },
    dependencies: { looksAhead: true },
  });
  await settle();
  testApp.explainCalls()[0]!.answer();
  await settle();
  const { app } = testApp;
  app.actions.addPictures([10, 220, 30, 240].map((byte, index) => droppedPicture(`${index + 1}.png`, byte)));
  await settle();
  const answerNext = async () => {
    testApp
      .explainCalls()
      .find((call) => !call.settled)!
      .answer();
    await settle();
  };
  /** The first bytes of the pictures that were asked for, and whether their runs are to be kept. */
  const asked = () => testApp.explainCalls().map(({ params }) => [params.input.data[0], params.keep ?? true]);
  return { ...testApp, answerNext, asked };
}

describe('looking ahead', () => {
  test('begins when the visible picture is done: two at a time, the nearest first, nothing of theirs kept', async () => {
    const { asked, answerNext, app } = await startFolder();
    expect(asked().slice(1)).toEqual([[10, true]]);
    await answerNext();
    expect(asked().slice(2)).toEqual([
      [220, false],
      [30, false],
    ]);
    await answerNext();
    await answerNext();
    await answerNext();
    expect(asked().slice(4)).toEqual([[240, false]]);
    expect(shownSummary(app)).toBe('1.png: cat');
  });

  test('lets one step through the pictures without waiting', async () => {
    const { asked, answerNext, app } = await startFolder();
    for (let run = 0; run < 4; run++) await answerNext();
    const calls = asked().length;
    for (const [index, summary] of ['2.png: dog', '3.png: cat', '4.png: dog'].entries()) {
      app.actions.selectPicture(`picture:${index + 2}`);
      expect(shownSummary(app)).toBe(summary);
      expect(app.store.getState().run.phase).toBe('done');
      await settle();
    }
    expect(asked()).toHaveLength(calls);
  });

  test('gives way at once to another picture, and goes on afterwards', async () => {
    const { explainCalls, answerNext, app, asked } = await startFolder();
    await answerNext();
    const ahead = explainCalls().slice(2);
    app.actions.selectPicture('picture:4');
    await settle();
    expect(ahead.map(({ options }) => options.signal?.aborted)).toEqual([true, true]);
    expect(asked().slice(4)).toEqual([[240, true]]);
    await answerNext();
    expect(shownSummary(app)).toBe('4.png: dog');
    expect(asked().slice(5)).toEqual([
      [30, false],
      [220, false],
    ]);
  });

  test('gives way to a method that has to be computed, whose run is still the engine’s', async () => {
    const { engines, explainCalls, answerNext, app } = await startFolder();
    await answerNext();
    app.actions.setView({ method: 'hiResCam' });
    expect(
      explainCalls()
        .slice(2)
        .map(({ options }) => options.signal?.aborted),
    ).toEqual([true, true]);
    await settle();
    expect(engines[0]!.calls.derive).toHaveLength(1);
    expect(
      explainCalls()
        .slice(2)
        .filter(({ params }) => params.keep !== false),
    ).toEqual([]);
  });

  test('does not ask again for what failed, nor shows its failure', async () => {
    const { explainCalls, answerNext, app, asked } = await startFolder();
    await answerNext();
    explainCalls()[2]!.fail(failureData(new Failure('outOfMemory', 'too much')));
    await settle();
    for (let run = 0; run < 2; run++) await answerNext();
    expect(
      asked()
        .slice(2)
        .map(([byte]) => byte),
    ).toEqual([220, 30, 240]);
    expect(app.store.getState().run.phase).toBe('done');
    expect(app.store.getState().notices).toEqual([]);
  });
});

test('a picture whose maps are known and whose bitmap was closed is read again', async () => {
  const { app } = createTestApp({ reader: { makeBitmap: () => fakeBitmap(4096, 4096) } });
  await settle();
  app.actions.addPictures([200, 10, 220, 30].map((byte, index) => droppedPicture(`${index}`, byte)));
  for (const picture of [1, 2, 3, 4, 1]) {
    app.actions.selectPicture(`picture:${picture}`);
    await settle();
  }
  // Three of these 64 MiB bitmaps fit.
  expect(app.store.getState().run.phase).toBe('done');
  expect(app.photo('picture:1')?.bitmap.width).toBe(4096);
});
