import { describe, expect, test } from 'vitest';
import { createTestApp, settle, shownSummary } from '../../../../test/createTestApp.ts';
import { Failure, failureData } from '../../../lib/failure.ts';

const workerDied = failureData(new Failure('workerDied', 'killed'));
const deviceLost = failureData(new Failure('deviceLost', 'the driver was reset'));

describe('opening', () => {
  test('goes from starting through downloading and building to ready', async () => {
    const { app, engines } = createTestApp({ engine: { hold: ['load'] } });
    const phases: string[] = [app.store.getState().engine.phase];
    app.store.subscribe(({ engine }, former) => {
      if (engine !== former.engine) phases.push(engine.phase);
    });
    const [load] = engines[0]!.calls.load;
    load!.emit({ phase: 'downloading', loadedBytes: 1, totalBytes: 2 });
    load!.emit({ phase: 'building' });
    load!.answer();
    await settle();
    expect(phases).toEqual(['starting', 'downloading', 'building', 'ready']);
  });

  test('reads the picture while the model is on its way', async () => {
    const { app } = createTestApp({ engine: { hold: ['load'] } });
    await settle();
    expect(app.photo('sample:cat-portrait')?.width).toBe(400);
  });

  test('that fails is told and can be retried', async () => {
    const loadFailure = failureData(new Failure('modelUnreachable', 'no network'));
    const { app, engines } = createTestApp({ engine: { loadFailure } });
    await settle();
    expect(app.store.getState().engine).toEqual({ phase: 'failed', failure: loadFailure });
    expect(app.store.getState().run).toEqual({ phase: 'idle' });
    expect(engines[0]!.isClosed()).toBe(true);
    app.actions.retry();
    await settle();
    expect(engines).toHaveLength(2);
  });

  test('warms up when there is nothing to explain, and only then', async () => {
    const withPicture = createTestApp();
    const withoutPicture = createTestApp({ dependencies: { samples: [] } });
    await settle();
    expect(withPicture.engines[0]!.calls.warmUp).toHaveLength(0);
    expect(withoutPicture.engines[0]!.calls.warmUp).toHaveLength(1);
  });
});

describe('an engine that is lost', () => {
  test('in the middle of a run is replaced, and the run is redone with the same result', async () => {
    const { app, engines } = createTestApp({ engine: { hold: ['explain'] } });
    await settle();
    engines[0]!.lose(workerDied);
    expect(app.store.getState().engine).toEqual({ phase: 'restarting', reason: workerDied });
    await settle();
    const [redone] = engines[1]!.calls.explain;
    expect(redone!.params).toEqual(engines[0]!.calls.explain[0]!.params);
    redone!.answer();
    await settle();
    expect(app.store.getState().engine.phase).toBe('ready');
    expect(shownSummary(app)).toBe('A cat: cat');
    expect(engines[0]!.isClosed()).toBe(true);
  });

  test('is noticed by a rejected call alone', async () => {
    const { app, engines } = createTestApp({ engine: { hold: ['explain'] } });
    await settle();
    engines[0]!.calls.explain[0]!.fail(deviceLost);
    await settle();
    engines[1]!.calls.explain[0]!.answer();
    await settle();
    expect(engines[0]!.isClosed()).toBe(true);
    expect(shownSummary(app)).toBe('A cat: cat');
  });

  test('is replaced once, however often its end is told', async () => {
    const { app, engines } = createTestApp();
    await settle();
    engines[0]!.lose(workerDied);
    await settle();
    engines[0]!.lose(deviceLost);
    expect(engines).toHaveLength(2);
    expect(app.store.getState().engine.phase).toBe('ready');
  });

  test('between runs is replaced without computing anything again', async () => {
    const { app, engines } = createTestApp();
    await settle();
    const { shown } = app.store.getState();
    engines[0]!.lose(workerDied);
    await settle();
    expect(app.store.getState().engine.phase).toBe('ready');
    expect(app.store.getState().shown).toBe(shown);
    expect(engines[1]!.calls.explain).toHaveLength(0);
  });

  test('a fourth time within a minute has failed, until the user tries again', async () => {
    const { app, engines } = createTestApp();
    for (let life = 0; life < 4; life++) {
      await settle();
      engines[life]!.lose(workerDied);
    }
    await settle();
    expect(engines).toHaveLength(4);
    expect(app.store.getState().engine).toEqual({
      phase: 'failed',
      // What is said must not promise that it starts again by itself.
      failure: { ...workerDied, details: { gaveUp: true } },
    });
    app.actions.retry();
    await settle();
    expect(app.store.getState().engine.phase).toBe('ready');
  });

  test('because its script is not there is not started over and over', async () => {
    const { app, engines } = createTestApp();
    const partUnreachable = failureData(new Failure('partUnreachable', 'no script', { isReplaced: false }));
    engines[0]!.lose(partUnreachable);
    await settle();
    expect(engines).toHaveLength(1);
    expect(app.store.getState().engine).toEqual({ phase: 'failed', failure: partUnreachable });
  });

  test('now and then is replaced as often as it takes', async () => {
    const { app, engines, passTime } = createTestApp();
    for (let life = 0; life < 6; life++) {
      await settle();
      passTime(30_000);
      engines[life]!.lose(workerDied);
    }
    await settle();
    expect(app.store.getState().engine.phase).toBe('ready');
  });

  test('twice with its device gives way to the next backend', async () => {
    const { engines } = createTestApp({ engine: { backend: 'webgpu' } });
    await settle();
    engines[0]!.lose(deviceLost);
    await settle();
    engines[1]!.lose(deviceLost);
    await settle();
    expect(engines.map(({ calls }) => calls.start[0]!.params.backend)).toEqual(['auto', 'auto', 'webgl']);
  });

  test('as a mere worker keeps its backend', async () => {
    const { engines } = createTestApp({ engine: { backend: 'webgpu' } });
    await settle();
    engines[0]!.lose(workerDied);
    await settle();
    engines[1]!.lose(workerDied);
    await settle();
    expect(engines[2]!.calls.start[0]!.params.backend).toBe('auto');
  });
});

describe('the services for the page API', () => {
  test('wait for the engine', async () => {
    const { app, engines } = createTestApp({ engine: { hold: ['load'] } });
    const ready = app.services.desk.whenReady();
    engines[0]!.calls.load[0]!.answer();
    expect((await ready).info.model.id).toBe('fake-model');
  });

  test('reject with the reason when there will be none', async () => {
    const loadFailure = failureData(new Failure('noBackend', 'nothing works here'));
    const { app } = createTestApp({ engine: { loadFailure } });
    await expect(app.services.desk.whenReady()).rejects.toMatchObject({ code: 'noBackend' });
  });
});
