import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createTestApp, droppedPicture, droppedRubbish, settle } from '../../../../test/createTestApp.ts';
import { fakePrediction } from '../../../../test/fakeModel.ts';
import type { RgbPixels } from '../../../image/pixels.ts';
import { Failure, failureData } from '../../../lib/failure.ts';
import type { Alteration } from './trials.ts';

const filledWith = (byte: number) => (input: RgbPixels) => ({
  ...input,
  data: new Uint8Array(input.data.length).fill(byte),
});

const twoFillings: Alteration = (input) => [10, 240].map((byte) => filledWith(byte)(input));

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const controller = new AbortController();
  return { ...testApp, controller, signal: controller.signal };
}

test('asks the model about what was made of the shown picture, and nothing on the screen changes', async () => {
  const { app, signal } = await startedApp();
  const { shown } = app.store.getState();
  let given: RgbPixels | null = null;
  const { pictures, predictions } = await app.trials.ask(
    (input) => {
      given = input;
      return twoFillings(input);
    },
    { signal },
  );
  expect(given).toMatchObject({ width: 16, height: 16, data: new Uint8Array(16 * 16 * 3).fill(50) });
  expect(pictures.map(({ data }) => data[0])).toEqual([10, 240]);
  expect(predictions).toEqual([fakePrediction(10), fakePrediction(240)]);
  expect(app.store.getState().shown).toBe(shown);
});

test('trials that are over listen to their signal no more', async () => {
  const { app, signal } = await startedApp();
  await app.trials.ask(twoFillings, { signal });
  const impossible: Alteration = () => {
    throw new Failure('internal', 'cannot be made');
  };
  await expect(app.trials.ask(impossible, { signal })).rejects.toThrow('cannot be made');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a trial that is cancelled rejects at once, tells no more progress and reaches the engine', async () => {
  const { app, engines, controller, signal } = await startedApp({ engine: { hold: ['predict'] } });
  const told: number[] = [];
  const trial = app.trials.ask(twoFillings, { signal, onProgress: (fraction) => told.push(fraction) });
  await settle();
  const call = engines[0]!.calls.predict[0]!;
  call.emit({ fraction: 0.5 });
  controller.abort();
  call.emit({ fraction: 1 });
  await expect(trial).rejects.toMatchObject({ code: 'cancelled' });
  expect(told).toEqual([0.5]);
  expect(call.settled).toBe(true);
  await expect(app.trials.ask(twoFillings, { signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('an engine that is lost is replaced and asked once more; progress does not fall', async () => {
  const { app, engines, signal } = await startedApp({ engine: { hold: ['predict'] } });
  const told: number[] = [];
  const trial = app.trials.ask(twoFillings, { signal, onProgress: (fraction) => told.push(fraction) });
  await settle();
  engines[0]!.calls.predict[0]!.emit({ fraction: 0.5 });
  engines[0]!.lose(failureData(new Failure('deviceLost', 'reset')));
  await settle();
  const again = engines[1]!.calls.predict[0]!;
  again.emit({ fraction: 0.5 });
  again.emit({ fraction: 1 });
  again.answer();
  expect((await trial).predictions).toHaveLength(2);
  expect(told).toEqual([0.5, 1]);

  const second = app.trials.ask(twoFillings, { signal });
  await settle();
  engines[1]!.lose(failureData(new Failure('deviceLost', 'reset')));
  await settle();
  engines[2]!.lose(failureData(new Failure('deviceLost', 'reset')));
  await expect(second).rejects.toMatchObject({ code: 'workerDied' });
  expect(engines[2]!.calls.predict).toHaveLength(1);
});

test('another failure of the engine is passed on and not tried again', async () => {
  const { app, engines, signal } = await startedApp({ engine: { hold: ['predict'] } });
  const trial = app.trials.ask(twoFillings, { signal });
  await settle();
  engines[0]!.calls.predict[0]!.fail(failureData(new Failure('outOfMemory', 'full')));
  await expect(trial).rejects.toMatchObject({ code: 'outOfMemory' });
  expect(engines[0]!.calls.predict).toHaveLength(1);
});

test('without a shown picture there is nothing to alter', async () => {
  const { app, signal } = await startedApp({ engine: { hold: ['explain'] } });
  app.actions.addPictures([droppedRubbish('rubbish')]);
  await settle();
  await expect(app.trials.ask(twoFillings, { signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('asks about the picture on the screen, also while another one is on its way', async () => {
  const { app, engines, signal } = await startedApp({ engine: { hold: ['explain'] } });
  engines[0]!.calls.explain[0]!.answer();
  await settle();
  app.actions.addPictures([droppedPicture('dog', 200)]);
  await settle();
  const { predictions } = await app.trials.ask((input) => [input], { signal });
  expect(predictions).toEqual([fakePrediction(50)]);
});
