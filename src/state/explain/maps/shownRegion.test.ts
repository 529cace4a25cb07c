import { describe, expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { defaultMask } from '../view/maskView.ts';

// The photo is 400 × 300 pixels, the fake model's input 16 × 16 cells of 25 × 18.75.

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const { app } = testApp;
  return { ...testApp, app, actions: app.actions, state: () => app.store.getState() };
}

const corner: Stroke = {
  adds: true,
  shape: { kind: 'rectangle', area: { x: 0, y: 0, width: 50, height: 37.5 } },
};

describe('the hot region', () => {
  test('follows Otsu until a threshold is chosen, and the map that it is taken from', async () => {
    const { app, actions } = await startedApp();
    const suggested = app.region();
    expect(suggested).toMatchObject({ from: 'average', threshold: suggested?.otsu });
    expect(app.region()).toBe(suggested);
    const { evidence } = suggested!;
    expect([evidence.width, evidence.height]).toEqual([16, 16]);
    expect(suggested?.histogram.reduce((sum, count) => sum + count, 0)).toBe(256);

    actions.setView({ mask: { ...defaultMask, threshold: 0.9 } });
    const hot = app.region();
    expect(hot?.share).toBe([...evidence.data].filter((value) => value >= Math.fround(0.9)).length / 256);
    expect(hot?.share).toBeLessThan(suggested!.share);
    actions.setView({ mask: { ...defaultMask, source: 'layer', threshold: 0 } });
    expect(app.region()).toMatchObject({ from: 'layer', share: 1 });
    expect(app.region()?.bounds).toEqual({ x: 0, y: 0, width: 400, height: 300 });
  });

  test('of a signed map is made of the evidence for the class', async () => {
    const { app } = await startedApp({ view: { sign: 'signed', mask: { ...defaultMask, threshold: 0.01 } } });
    const average = app.maps.stage('average')!.grid;
    const speaksFor = [...average.data].filter((value) => value >= 0.505).length / average.data.length;
    expect(app.region()?.share).toBeCloseTo(speaksFor, 2);
  });

  test('is none where a method has no such map', async () => {
    const { app, actions } = await startedApp({ view: { mask: { ...defaultMask, source: 'layer' } } });
    actions.setView({ method: 'fullGrad' });
    await settle();
    expect(app.region()).toBeNull();
    actions.setView({ mask: defaultMask });
    expect(app.region()).not.toBeNull();
  });

  test('asks the engine nothing', async () => {
    const { app, actions, engines, explainCalls } = await startedApp();
    actions.setView({ mask: { ...defaultMask, shows: 'cutout', threshold: 0.3 } });
    app.region();
    expect(explainCalls()).toHaveLength(1);
    expect(engines[0]!.calls.predict).toHaveLength(0);
  });
});

describe('strokes', () => {
  const nothing = { ...defaultMask, threshold: 1 };

  test('add to the region and take from it, one undo each', async () => {
    const { app, actions } = await startedApp({ view: { mask: nothing } });
    const before = app.region()!;
    actions.addStroke(corner);
    expect(app.region()?.share).toBeGreaterThanOrEqual(4 / 256);
    actions.addStroke({ ...corner, adds: false });
    const erased = app.region()!;
    expect([...erased.mask.data.subarray(0, 2), ...erased.mask.data.subarray(16, 18)]).toEqual([0, 0, 0, 0]);
    actions.undo();
    expect([...app.region()!.mask.data.subarray(0, 3)]).toEqual([255, 255, before.mask.data[2]]);
    actions.undo();
    expect(app.region()?.mask).toEqual(before.mask);
    actions.redo();
    actions.clearStrokes();
    expect(app.region()?.strokes).toEqual([]);
    actions.undo();
    expect(app.region()?.strokes).toEqual([corner]);
  });

  test('that are still being drawn are shown without being there yet', async () => {
    const { app } = await startedApp({ view: { mask: nothing } });
    const before = app.region();
    const drafted = app.region(corner);
    expect(drafted?.mask.data[0]).toBe(255);
    expect(app.region(corner)).toBe(drafted);
    expect(app.region()).toBe(before);
  });

  test('stay where they are while the threshold moves, and belong to their picture', async () => {
    const { app, actions, state } = await startedApp({ view: { mask: nothing } });
    actions.addStroke(corner);
    actions.setView({ mask: { ...nothing, threshold: 0.95 } });
    expect(app.region()?.mask.data[0]).toBe(255);
    actions.openSample('dog-shepherd');
    await settle();
    expect(app.region()?.strokes).toEqual([]);
    expect(Object.keys(state().strokes)).toEqual(['sample:cat-portrait']);
  });
});
