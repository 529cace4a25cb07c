import { describe, expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import { Failure } from '../../../lib/failure.ts';

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const { app, engines } = testApp;
  const deriveCalls = () => engines.flatMap(({ calls }) => calls.derive);
  const derivation = () => app.store.getState().derivation;
  return { ...testApp, maps: app.maps, actions: app.actions, deriveCalls, derivation };
}

describe('a method that no run carries', () => {
  test('is derived once per run and remembered', async () => {
    const { maps, actions, deriveCalls, explainCalls } = await startedApp();
    const before = maps.stage('average');
    actions.setView({ method: 'hiResCam' });
    await settle();
    const derived = maps.stage('average');
    expect(derived?.averaged?.layers).toBe(6);
    expect(derived).not.toBe(before);
    actions.setView({ method: 'gradCam' });
    actions.setView({ method: 'hiResCam' });
    await settle();
    expect(maps.stage('average')?.grid).toEqual(derived?.grid);
    expect([deriveCalls().length, explainCalls().length]).toEqual([1, 1]);
  });

  test('leaves the former maps on the screen while it is computed, and tells how far it is', async () => {
    const { maps, actions, deriveCalls, derivation } = await startedApp({ engine: { hold: ['derive'] } });
    const before = maps.layerAt(0);
    actions.setView({ method: 'hiResCam' });
    await settle();
    deriveCalls()[0]!.emit({ fraction: 0.5 });
    expect(derivation()).toEqual({ phase: 'computing', method: 'hiResCam', fraction: 0.5 });
    expect(maps.layerAt(0)).toBe(before);
    deriveCalls()[0]!.answer();
    await settle();
    expect(derivation()).toEqual({ phase: 'idle' });
    expect(maps.layerAt(0)).not.toBe(before);
  });

  test('is given up for another one', async () => {
    const { actions, deriveCalls, derivation } = await startedApp({ engine: { hold: ['derive'] } });
    actions.setView({ method: 'hiResCam' });
    await settle();
    actions.setView({ method: 'layerCam' });
    expect(deriveCalls()[0]!.options.signal?.aborted).toBe(true);
    expect(derivation()).toEqual({ phase: 'idle' });
  });

  test('runs the network again for a picture that the engine has forgotten', async () => {
    const { app, actions, deriveCalls, explainCalls } = await startedApp();
    actions.openSample('dog-shepherd');
    await settle();
    actions.openSample('cat-portrait');
    await settle();
    expect(explainCalls().length).toBe(2);
    actions.setView({ method: 'eigenCam' });
    await settle();
    expect(explainCalls().length).toBe(3);
    expect(deriveCalls().map(({ params }) => params)).toEqual([
      { model: 'fake-model', run: 50, method: 'eigenCam' },
    ]);
    expect(app.store.getState().shown?.pictureId).toBe('sample:cat-portrait');
  });

  test('is derived for the next picture too', async () => {
    const { actions, deriveCalls } = await startedApp({ view: { method: 'xGradCam' } });
    actions.openSample('dog-shepherd');
    await settle();
    expect(deriveCalls().map(({ params }) => params.run)).toEqual([50, 200]);
  });

  test('tells of its failure, is not asked again by itself, and is when told to', async () => {
    const { actions, deriveCalls, derivation } = await startedApp({ engine: { hold: ['derive'] } });
    actions.setView({ method: 'hiResCam' });
    await settle();
    deriveCalls()[0]!.fail(new Failure('outOfMemory', 'full'));
    await settle();
    expect(derivation()).toMatchObject({ phase: 'failed', method: 'hiResCam' });
    actions.setView({ sign: 'signed' });
    await settle();
    expect(deriveCalls().length).toBe(1);
    actions.retry();
    await settle();
    expect(deriveCalls().length).toBe(2);
  });
});

test('what is odd about its maps is told as long as they are shown', async () => {
  const { app, actions } = await startedApp();
  expect(app.derivedDiagnosis()).toEqual([]);
  actions.setView({ method: 'eigenGradCam' });
  await settle();
  expect(app.derivedDiagnosis()).toEqual([{ kind: 'notFinite', layers: [2] }]);
  expect(app.derivedDiagnosis()).toBe(app.derivedDiagnosis());
  actions.setView({ method: 'hiResCam' });
  await settle();
  expect(app.derivedDiagnosis()).toEqual([]);
});

test('a method of the whole network has one map, where the fused map is', async () => {
  const { maps, actions } = await startedApp();
  actions.setView({ method: 'fullGrad', fusion: 'lastLayer' });
  await settle();
  expect(maps.stage('average')).toMatchObject({ empty: null, averaged: { rule: 'wholeNetwork' } });
  expect(maps.stage('average')?.grid.width).toBe(16);
  expect(maps.stage('layer')).toMatchObject({ empty: 'wholeNetwork' });
  expect(maps.shares()).toBeNull();
});

describe('a method of single layers', () => {
  test('is computed for the current layer when asked, and for no other', async () => {
    const { maps, actions, deriveCalls } = await startedApp();
    actions.setView({ method: 'scoreCam', layer: 'block_6_depthwise' });
    await settle();
    expect(deriveCalls()).toEqual([]);
    expect(maps.stage('layer')).toMatchObject({ empty: 'notComputed' });
    actions.deriveLayer();
    await settle();
    expect(deriveCalls().map(({ params }) => params.layer)).toEqual([3]);
    expect(maps.stage('layer')).toMatchObject({ empty: null, layer: { name: 'block_6_depthwise' } });
    actions.stepLayer(1);
    expect(maps.stage('layer')).toMatchObject({ empty: 'notComputed' });
    actions.deriveLayer();
    await settle();
    actions.stepLayer(-1);
    expect(maps.stage('layer')?.empty).toBeNull();
    expect(maps.stage('average')).toMatchObject({ empty: 'layerByLayer' });
  });

  test('can be cancelled', async () => {
    const { maps, actions, deriveCalls, derivation } = await startedApp({ engine: { hold: ['derive'] } });
    actions.setView({ method: 'ablationCam' });
    actions.deriveLayer();
    await settle();
    actions.cancelWork();
    expect(derivation()).toEqual({ phase: 'idle' });
    expect(deriveCalls()[0]!.options.signal?.aborted).toBe(true);
    expect(maps.stage('layer')).toMatchObject({ empty: 'notComputed' });
  });
});
