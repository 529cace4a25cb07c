import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import { fakePrediction } from '../../../../test/fakeModel.ts';
import type { Crate } from '../../../image/alter/crate.ts';

/** Three white bars over the cat of 50: the fake model looks at the first byte, which the first bar covers. */
const crate: Crate = {
  bars: 3,
  thickness: 0.5,
  colour: '#ffffff',
  angle: 0,
  offset: 0.75,
  direction: 'vertical',
};

const thicker: Crate = { ...crate, thickness: 0.6 };
const thickest: Crate = { ...crate, thickness: 0.7 };

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  return { ...testApp, state: () => testApp.app.store.getState(), calls: () => testApp.engines[0]!.calls };
}

test('what is behind a crate is explained behind it, and undone', async () => {
  const { app, state, explainCalls } = await startedApp();
  const bare = app.photo('sample:cat-portrait')!;
  app.actions.setView({ crate });
  await settle();
  const { input } = explainCalls()[1]!.params;
  expect([input.data[0], input.data[9], input.data.length]).toEqual([255, 50, 16 * 16 * 3]);
  expect(state().shown).toMatchObject({ crate, prediction: fakePrediction(255) });
  expect(app.photo('sample:cat-portrait')).toMatchObject({ seen: bare.seen });
  expect(app.photo('sample:cat-portrait')!.bitmap).not.toBe(bare.bitmap);
  app.actions.undo();
  await settle();
  expect(state().shown).toMatchObject({ crate: null, prediction: fakePrediction(50) });
  expect(app.photo('sample:cat-portrait')).toBe(bare);
  // Both runs are known: nothing was explained again.
  expect(explainCalls()).toHaveLength(2);
});

test('a link with a crate is explained at once, then asked without it for comparison', async () => {
  const { state, calls } = await startedApp({ view: { crate }, engine: { hold: ['predict'] } });
  expect(calls().explain).toHaveLength(1);
  expect(state().shown).toMatchObject({ crate, prediction: fakePrediction(255) });
  expect(state().uncrated).toBeNull();
  expect(calls().predict[0]!.params.inputs[0]!.data[0]).toBe(50);
  calls().predict[0]!.answer();
  await settle();
  expect(state().uncrated).toEqual(fakePrediction(50));
  expect(calls().predict).toHaveLength(1);
});

test('while a crate is moved predictions come one after another, and maps once the hand rests', async () => {
  const { app, passTime, state, calls } = await startedApp({ engine: { hold: ['predict'] } });
  for (const moved of [crate, thicker, thickest]) app.actions.setView({ crate: moved });
  await settle();
  // The first question is not given up for the later ones, and the second crate is never asked about.
  expect(calls().predict).toHaveLength(1);
  expect(calls().explain).toHaveLength(1);
  expect(state().run.phase).toBe('computing');
  calls().predict[0]!.answer();
  await settle();
  expect(state().earlyPrediction?.prediction).toEqual(fakePrediction(255));
  expect(calls().predict).toHaveLength(2);
  expect(calls().explain).toHaveLength(1);
  calls().predict[1]!.answer();
  await settle();
  passTime(200);
  app.actions.setView({ crate: thicker });
  await settle();
  passTime(200);
  calls().predict[2]!.answer();
  app.actions.setView({ crate: thickest });
  await settle();
  // Back where the answer is known: it is shown, nothing is asked, and the maps still wait.
  expect(state().earlyPrediction).not.toBeNull();
  expect(calls().predict).toHaveLength(3);
  passTime(249);
  await settle();
  expect(calls().explain).toHaveLength(1);
  passTime(1);
  await settle();
  expect(calls().explain).toHaveLength(2);
  expect(state().shown?.crate).toEqual(thickest);
  expect(state().uncrated).toEqual(fakePrediction(50));
});

test('the stages show a crate that is being moved; given up, they show what the maps were made from', async () => {
  const { app, state, calls } = await startedApp({ engine: { hold: ['predict'] } });
  const bare = app.photo('sample:cat-portrait');
  app.actions.setView({ crate });
  await settle();
  expect(app.photo('sample:cat-portrait')).not.toBe(bare);
  app.actions.cancelWork();
  await settle();
  expect(calls().predict[0]!.settled).toBe(true);
  expect(state().view.crate).toBeNull();
  expect(state().run.phase).toBe('done');
  expect(app.photo('sample:cat-portrait')).toBe(bare);
});

test('where a prediction fails the maps are asked for all the same', async () => {
  const { app, state, calls } = await startedApp({ engine: { hold: ['predict'] } });
  app.actions.setView({ crate });
  await settle();
  calls().predict[0]!.fail({ code: 'outOfMemory', message: 'full', details: {} });
  await settle();
  expect(state().shown?.crate).toEqual(crate);
  expect(calls().predict).toHaveLength(1);
});

test('the bitmap of a crate is drawn once and closed when others take its place', async () => {
  const drawn: ImageBitmap[] = [];
  const { app } = await startedApp({
    dependencies: {
      drawBehindCrate({ bitmap: { width, height } }) {
        // Large enough for one and a half of them to fill the cache.
        const bitmap = { width: width * 10, height: height * 27, close: () => void closed.add(bitmap) };
        drawn.push(bitmap);
        return bitmap;
      },
    },
  });
  const closed = new Set<ImageBitmap>();
  app.actions.setView({ crate });
  await settle();
  expect(app.photo('sample:cat-portrait')).toBe(app.photo('sample:cat-portrait'));
  app.actions.setView({ crate: thicker });
  await settle();
  app.photo('sample:cat-portrait');
  expect(drawn).toHaveLength(2);
  expect(drawn.map((bitmap) => closed.has(bitmap))).toEqual([true, false]);
  const full = await app.fullPhoto('sample:cat-portrait');
  expect(full.bitmap).toBe(drawn[2]);
  app.dispose();
  expect(closed.has(drawn[1]!)).toBe(true);
  expect(closed.has(drawn[2]!)).toBe(false);
});

test('pictures are altered behind their crate', async () => {
  const { app } = await startedApp({ view: { crate } });
  const { predictions } = await app.trials.ask((input) => [input], { signal: new AbortController().signal });
  expect(predictions).toEqual([fakePrediction(255)]);
});
