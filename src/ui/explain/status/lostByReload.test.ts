import { expect, test } from 'vitest';
import { createTestApp, droppedPicture, settle } from '../../../../test/createTestApp.ts';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { lostByReload } from './lostByReload.ts';

const box = { x: 0, y: 0, width: 10, height: 10 };

async function startedApp() {
  const { app } = createTestApp();
  await settle();
  return { app, lost: (hasTests = false) => lostByReload(app.store.getState(), app.marksOf, hasTests) };
}

test('nothing is lost of a sample with a box, until another picture is shown', async () => {
  const { app, lost } = await startedApp();
  app.actions.setBox(box);
  expect(lost()).toEqual([]);
  app.actions.openSample('dog-shepherd');
  expect(lost()).toEqual(['boxes and brush strokes']);
});

test('strokes are lost where the address has no room for them', async () => {
  const { app, lost } = await startedApp();
  const zigzag: Stroke = {
    adds: true,
    shape: {
      kind: 'line',
      radius: 5,
      points: Array.from({ length: 100 }, (_, x) => ({ x: 4 * x, y: (x % 2) * 200 })),
    },
  };
  app.actions.addStroke(zigzag);
  expect(lost()).toEqual([]);
  for (let count = 0; count < 10; count++) app.actions.addStroke(zigzag);
  expect(lost()).toEqual(['boxes and brush strokes']);
});

test('own photos, what is drawn on them, tests and curves are lost', async () => {
  const { app, lost } = await startedApp();
  app.actions.addPictures([droppedPicture('dog.png', 200)]);
  await settle();
  app.actions.setBox(box);
  app.actions.measureCurves('average');
  await expect.poll(() => app.store.getState().curves.phase).toBe('done');
  expect(lost(true)).toEqual([
    'the photos that you opened',
    'boxes and brush strokes',
    'answers of mask tests',
    'measured curves',
  ]);
});
