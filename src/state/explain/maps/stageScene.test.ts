import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { defaultMask, type MaskView } from '../view/maskView.ts';
import type { StageSource } from '../view/view.ts';
import { sameScene, stageScene } from './stageScene.ts';

async function startedApp(mask: Partial<MaskView> = {}) {
  const { app } = createTestApp({ view: { mask: { ...defaultMask, ...mask } } });
  await settle();
  const options = {
    frame: { from: 5, to: 5, blend: 0, playing: false },
    viewport: { scale: 1, centreX: 0, centreY: 0 },
    bare: false,
  };
  return {
    app,
    sceneOf: (source: StageSource, more = {}) => stageScene(app, { source, ...options, ...more }),
  };
}

test('a mask takes the place of the heat map on the stage that shows its map, and on no other', async () => {
  const { app, sceneOf } = await startedApp({ shows: 'cutout', outside: 'transparent' });
  expect(sceneOf('average')).toMatchObject({
    from: null,
    peak: null,
    region: { field: app.region()?.field, cutOut: 'transparent', outline: false, frame: null },
  });
  expect(sceneOf('layer')).toMatchObject({ from: app.maps.stage('layer')?.grid, region: null });
  expect(sceneOf('average', { bare: true })).toMatchObject({ from: null, region: null });
});

test('contours are a border, a box is a frame', async () => {
  const { app, sceneOf } = await startedApp({ shows: 'contours', source: 'layer' });
  expect(sceneOf('layer').region).toMatchObject({ cutOut: null, outline: true, frame: null });
  app.actions.setView({ mask: { ...defaultMask, shows: 'box', source: 'layer' } });
  expect(sceneOf('layer').region).toMatchObject({ outline: false, frame: app.region()?.bounds });
});

test('with the brush in hand both stages show the border over their maps, and the stroke that is drawn', async () => {
  const { app, sceneOf } = await startedApp();
  expect(sceneOf('average').region).toBeNull();
  const draft: Stroke = {
    adds: true,
    shape: { kind: 'line', radius: 40, points: [{ x: 10, y: 10 }] },
  };
  for (const source of ['layer', 'average'] as const) {
    const { from, region } = sceneOf(source, { brush: { draft: null } });
    expect(from).not.toBeNull();
    expect(region).toMatchObject({ field: app.region()?.field, outline: true });
    expect(sceneOf(source, { brush: { draft } }).region?.field).toBe(app.region(draft)?.field);
  }
});

test('scenes are the same until their region changes', async () => {
  const { app, sceneOf } = await startedApp({ shows: 'cutout' });
  const before = sceneOf('average');
  expect(sameScene(before, sceneOf('average'))).toBe(true);
  app.actions.setView({ mask: { ...defaultMask, shows: 'cutout', outside: 'transparent' } });
  const transparent = sceneOf('average');
  expect(sameScene(before, transparent)).toBe(false);
  app.actions.setView({ mask: { ...defaultMask, shows: 'cutout', outside: 'transparent', threshold: 0.9 } });
  expect(sameScene(transparent, sceneOf('average'))).toBe(false);
});
