import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import { fakePrediction } from '../../../../test/fakeModel.ts';
import { curveSteps, curveSubjects } from './curvesStatus.ts';

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const predictCalls = () => testApp.engines[0]!.calls.predict;
  return { ...testApp, predictCalls, curves: () => testApp.app.store.getState().curves };
}

async function settleLong(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await settle();
}

const callsPerCurve = Math.ceil((curveSteps + 1) / 8);

test('curves hold the explained class after each step, for the map and for three baselines', async () => {
  const { app, curves, predictCalls } = await startedApp({ view: { target: 1 } });
  app.actions.measureCurves('average');
  await settleLong();
  const status = curves();
  if (status.phase !== 'done') throw new Error(status.phase);
  expect(status.source).toBe('average');
  expect(Object.keys(status.curves)).toEqual(curveSubjects);
  // Every pixel is 50, so that nothing changes when some are replaced.
  const dog = fakePrediction(50).probabilities[1]!;
  for (const subject of curveSubjects) {
    expect(status.curves[subject]).toEqual({
      deletion: new Array(curveSteps + 1).fill(dog),
      insertion: new Array(curveSteps + 1).fill(dog),
    });
  }
  expect(predictCalls()).toHaveLength(8 * callsPerCurve);
  expect(Math.max(...predictCalls().map(({ params }) => params.inputs.length))).toBe(8);
});

test('another map of the same run needs no baselines again; the first one’s curves come back', async () => {
  const { app, curves, predictCalls } = await startedApp();
  app.actions.measureCurves('average');
  await settleLong();
  const first = curves();
  app.actions.setView({ method: 'layerCam' });
  expect(curves()).toEqual({ phase: 'idle' });
  app.actions.measureCurves('average');
  await settleLong();
  expect(curves().phase).toBe('done');
  expect(predictCalls()).toHaveLength(10 * callsPerCurve);
  app.actions.undo();
  expect(curves()).toEqual(first);
  // Colours do not make another map.
  app.actions.setView({ colourMap: 'magma' });
  expect(curves()).toEqual(first);
  expect(predictCalls()).toHaveLength(10 * callsPerCurve);
});

test('curves grow while they are measured, and can be given up', async () => {
  const { app, curves, predictCalls } = await startedApp({ engine: { hold: ['predict'] } });
  app.actions.measureCurves('layer');
  await settle();
  expect(curves()).toMatchObject({ phase: 'computing', fraction: 0, curves: {} });
  predictCalls()[0]!.answer();
  await settle();
  const status = curves();
  if (status.phase !== 'computing') throw new Error(status.phase);
  expect(status.fraction).toBe(8 / (8 * (curveSteps + 1)));
  expect(status.curves.map?.deletion).toHaveLength(8);
  expect(status.curves.map?.insertion).toEqual([]);
  app.actions.cancelCurves();
  await settle();
  expect(curves()).toEqual({ phase: 'idle' });
  expect(predictCalls()[1]!.settled).toBe(true);
  expect(predictCalls()).toHaveLength(2);
});

test('looking at another map gives up the measuring', async () => {
  const { app, curves, predictCalls } = await startedApp({ engine: { hold: ['predict'] } });
  app.actions.measureCurves('layer');
  await settle();
  app.actions.stepLayer(-1);
  expect(curves()).toEqual({ phase: 'idle' });
  await settle();
  expect(predictCalls()[0]!.settled).toBe(true);
});

test('a failure is kept until another map is looked at or it is tried again', async () => {
  const { app, curves, predictCalls } = await startedApp({ engine: { hold: ['predict'] } });
  app.actions.measureCurves('average');
  await settle();
  predictCalls()[0]!.fail({ code: 'outOfMemory', message: 'full', details: {} });
  await settle();
  expect(curves()).toMatchObject({ phase: 'failed', failure: { code: 'outOfMemory' } });
  app.actions.setView({ opacity: 0.3 });
  expect(curves().phase).toBe('failed');
  app.actions.measureCurves('average');
  expect(curves().phase).toBe('computing');
});
