import { expect, test } from 'vitest';
import { openCamera } from '../../../test/openCamera.ts';
import { createCalmStore } from './calmStore.ts';

/** A camera whose first frame is on the screen, followed calmly, by a clock and a timer of the test's own. */
async function followCamera() {
  const live = await openCamera();
  await live.give(10);
  await live.answer();
  let nowMs = 1000;
  let timer: { callback(): void; dueMs: number } | null = null;
  const calm = createCalmStore(live.app.store, {
    now: () => nowMs,
    setTimer(callback, delayMs) {
      timer = { callback, dueMs: nowMs + delayMs };
      return () => (timer = null);
    },
  });
  /** The classes that were told, one for each time something was told. */
  const told: (string | undefined)[] = [];
  const unsubscribe = calm.subscribe(({ shown }) => {
    told.push(live.app.store.getState().pictures.at(-1)?.name && String(shown?.prediction.classIndex));
  });
  const frame = async (width: number) => {
    await live.give(width);
    await live.answer();
  };
  const wait = (milliseconds: number) => {
    nowMs += milliseconds;
    if (timer === null || timer.dueMs > nowMs) return;
    const { callback } = timer;
    timer = null;
    callback();
  };
  return { ...live, frame, wait, told, unsubscribe, waits: () => timer !== null };
}

test('of frames that follow each other the newest is told, eight times a second', async () => {
  const { frame, wait, told } = await followCamera();
  await frame(200);
  expect(new Set(told)).toEqual(new Set(['1']));
  told.length = 0;
  await frame(10);
  await frame(200);
  await frame(10);
  wait(124);
  expect(told).toEqual([]);
  wait(1);
  expect(told).toEqual(['0']);
});

test('what the user changes is told at once, and everything once the frames stand still', async () => {
  const { app, frame, told, waits } = await followCamera();
  await frame(200);
  told.length = 0;
  await frame(10);
  app.actions.setView({ sign: 'negative' });
  expect(told).toEqual(['0']);
  await frame(200);
  app.actions.pauseSequence();
  expect(told.at(-1)).toBe('1');
  expect(waits()).toBe(false);
});

test('who listens no more is told nothing', async () => {
  const { frame, wait, told, unsubscribe } = await followCamera();
  await frame(200);
  await frame(10);
  unsubscribe();
  told.length = 0;
  wait(1000);
  await frame(200);
  expect(told).toEqual([]);
});
