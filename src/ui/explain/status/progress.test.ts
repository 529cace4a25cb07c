import { expect, test } from 'vitest';
import { createTestApp, droppedRubbish, settle } from '../../../../test/createTestApp.ts';
import { Failure, failureData } from '../../../lib/failure.ts';
import { blockingFailure } from './blockingFailure.ts';
import { progressOf } from './progress.ts';

test('nothing is named once the maps are shown', async () => {
  const { app } = createTestApp();
  expect(progressOf(app.store.getState())?.words).toBe('Starting…');
  await settle();
  expect(progressOf(app.store.getState())).toBeNull();
  app.dispose();
});

test('the download is told in bytes and its share', async () => {
  const { app, engines } = createTestApp({ engine: { hold: ['load'] } });
  await settle();
  engines[0]?.calls.load[0]?.emit({ phase: 'downloading', loadedBytes: 1e6, totalBytes: 4e6 });
  expect(progressOf(app.store.getState())).toMatchObject({ fraction: 0.25, canCancel: false });
  engines[0]?.calls.load[0]?.emit({ phase: 'downloading', loadedBytes: 0, totalBytes: 0 });
  expect(progressOf(app.store.getState())?.fraction).toBeNull();
  app.dispose();
});

test('a first run explains, a later one updates, and both can be cancelled', async () => {
  const { app, explainCalls } = createTestApp({ engine: { hold: ['explain'] } });
  await settle();
  explainCalls()[0]?.emit({ phase: 'mapping', fraction: 0.5 });
  expect(progressOf(app.store.getState())).toMatchObject({ words: 'Explaining: 50\u00a0%', canCancel: true });
  explainCalls()[0]?.answer();
  await settle();
  app.actions.setView({ target: 1 });
  await settle();
  expect(progressOf(app.store.getState())?.words).toMatch(/^Updating/u);
  app.dispose();
});

test('an engine that owes an answer is said to, until it gives one or is replaced', async () => {
  const { app, engines, explainCalls } = createTestApp({ engine: { hold: ['explain'] } });
  await settle();
  explainCalls()[0]?.emit({ phase: 'mapping', fraction: 0.5 });
  const words = () => progressOf(app.store.getState())?.words;
  engines[0]?.fallSilent(true);
  expect(words()).toBe('Not answering yet…');
  engines[0]?.fallSilent(false);
  expect(words()).toMatch(/^Explaining/u);
  engines[0]?.fallSilent(true);
  engines[0]?.lose(failureData(new Failure('workerUnresponsive', 'silent')));
  expect(words()).toMatch(/^Starting again/u);
  app.dispose();
});

test('a file that cannot be read stands in the way only while it is the current picture', async () => {
  const { app } = createTestApp();
  await settle();
  const [sample] = app.store.getState().pictures;
  app.actions.addPictures([droppedRubbish('notes.txt')]);
  await settle();
  const rubbish = app.store.getState().pictures.at(-1);
  app.actions.selectPicture(rubbish?.id ?? '');
  await settle();
  expect(blockingFailure(app.store.getState())?.code).toMatch(/^picture/u);
  app.actions.selectPicture(sample?.id ?? '');
  await settle();
  expect(blockingFailure(app.store.getState())).toBeNull();
  app.dispose();
});
