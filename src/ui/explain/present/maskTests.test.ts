import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import { fakePrediction } from '../../../../test/fakeModel.ts';
import { Failure, failureData } from '../../../lib/failure.ts';
import type { App } from '../../../state/explain/app.ts';
import { defaultMask } from '../../../state/explain/view/maskView.ts';
import { createMaskTests, isCurrent } from './maskTests.ts';

async function startedTests(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  return { ...testApp, tests: createMaskTests(testApp.app) };
}

function now(app: App) {
  const { shown } = app.store.getState();
  return { region: app.region(), fill: 'blur', runKey: shown?.key ?? null } as const;
}

test('the old and the new answer stand side by side, for both parts', async () => {
  const { app, tests } = await startedTests();
  tests.run('hide');
  expect(tests.status.get()).toEqual({ phase: 'running', part: 'hide' });
  await settle();
  tests.run('keep');
  await settle();
  expect(tests.status.get()).toEqual({ phase: 'idle' });
  const { hide, keep } = tests.results.get();
  // The fake picture is of one colour, so every fill is what it covers.
  expect(hide).toMatchObject({ before: fakePrediction(50), after: fakePrediction(50), fill: 'blur' });
  expect(keep?.picture.data).toHaveLength(16 * 16 * 3);
  expect(isCurrent(hide!, now(app))).toBe(true);
});

test('a result is old once the region or the fill is another, and current again after undo', async () => {
  const { app, tests } = await startedTests();
  tests.run('hide');
  await settle();
  const { hide } = tests.results.get();
  app.actions.setView({ mask: { ...defaultMask, threshold: 0 } });
  expect(isCurrent(hide!, now(app))).toBe(false);
  app.actions.undo();
  expect(isCurrent(hide!, now(app))).toBe(true);
  expect(isCurrent(hide!, { ...now(app), fill: 'noise' })).toBe(false);
  expect(isCurrent(hide!, { ...now(app), region: null })).toBe(false);
  // The same picture explained for another class, or behind bars, is another run.
  expect(isCurrent(hide!, { ...now(app), runKey: 'another' })).toBe(false);
});

test('another test takes the place of one that runs, and a cancelled one leaves nothing', async () => {
  const { engines, tests } = await startedTests({ engine: { hold: ['predict'] } });
  tests.run('hide');
  await settle();
  tests.run('keep');
  await settle();
  const [first, second] = engines[0]!.calls.predict;
  expect(first?.settled).toBe(true);
  expect(second?.settled).toBe(false);
  tests.cancel();
  await settle();
  expect(tests.status.get()).toEqual({ phase: 'idle' });
  expect(tests.results.get()).toEqual({});
});

test('a failure is told', async () => {
  const { engines, tests } = await startedTests({ engine: { hold: ['predict'] } });
  tests.run('keep');
  await settle();
  engines[0]!.calls.predict[0]!.fail(failureData(new Failure('outOfMemory', 'full')));
  await settle();
  expect(tests.status.get()).toMatchObject({
    phase: 'failed',
    part: 'keep',
    failure: { code: 'outOfMemory' },
  });
});
