import { expect, test, vi } from 'vitest';
import { createTestApp, droppedPicture, settle } from '../../../test/createTestApp.ts';
import { isWorking, whenState } from './working.ts';

test('a page works while it reads and computes, and what waits for its rest is told once', async () => {
  const { app, explainCalls } = createTestApp({ engine: { hold: ['explain'] } });
  await settle();
  expect(isWorking(app.store.getState())).toBe(true);
  const rested = vi.fn();
  void whenState(app.store, (state) => !isWorking(state)).then(rested);
  await settle();
  expect(rested).not.toHaveBeenCalled();

  explainCalls()[0]!.answer();
  await settle();
  expect(isWorking(app.store.getState())).toBe(false);
  app.actions.addPictures([droppedPicture('own.jpg', 50)]);
  await settle();
  expect(isWorking(app.store.getState())).toBe(true);
  explainCalls()[1]!.answer();
  await settle();
  expect(rested).toHaveBeenCalledOnce();
});

test('a page that rests already is told at once', async () => {
  const { app } = createTestApp();
  await settle();
  await expect(whenState(app.store, (state) => !isWorking(state))).resolves.toBeUndefined();
});
