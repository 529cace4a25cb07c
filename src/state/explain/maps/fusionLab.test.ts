import { describe, expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';
import { evenMix, mixRules } from '../view/fusionMix.ts';

// The cat sample's first byte is 50: the map of layer l at cell i is −(l + 1)·((i + 50) mod 7 − 2). The photo is
// 400 × 300 pixels, the fake model's input 16 × 16 cells.

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const { app } = testApp;
  return { ...testApp, maps: app.maps, actions: app.actions, state: () => app.store.getState() };
}

const values = (data: Float32Array | undefined) => Array.from(data ?? [], (value) => value.toFixed(5));

describe('the fused map', () => {
  test('follows preset and mix without asking the engine', async () => {
    const { maps, actions, explainCalls, engines } = await startedApp();
    const article = maps.stage('average');
    expect(article?.averaged).toEqual({ rule: 'mean', layers: 6, empty: 0 });
    actions.setView({ fusion: 'sharpest' });
    expect(maps.stage('average')?.averaged?.rule).toBe('sharpest');
    actions.setView({ fusion: 'custom', mix: { ...evenMix, rule: 'product', lastLayer: 2 } });
    expect(maps.stage('average')?.averaged).toEqual({ rule: 'product', layers: 3, empty: 0 });
    actions.setView({ fusion: 'article' });
    expect(maps.stage('average')).toBe(article);
    expect(explainCalls().length + engines[0]!.calls.derive.length).toBe(1);
  });

  test('of an even mix is the article’s', async () => {
    const { maps, actions } = await startedApp();
    const article = maps.stage('average');
    actions.setView({ fusion: 'custom' });
    expect(values(maps.stage('average')?.grid.data)).toEqual(values(article?.grid.data));
  });

  test('of the last layer is the last convolution’s own map', async () => {
    const { maps, actions } = await startedApp({ view: { fusion: 'lastLayer', method: 'gradCam' } });
    const usual = maps.stage('lastConvolution');
    expect(maps.stage('average')).toBe(usual);
    // The stage of that name is Grad-CAM's whatever method is chosen; the fused map is the chosen one's.
    actions.setView({ method: 'layerCam' });
    expect(maps.stage('lastConvolution')).toBe(usual);
    expect(maps.stage('average')).not.toBe(usual);
    expect(Array.from(maps.shares() ?? [])).toEqual([0, 0, 0, 0, 1, 0]);
    actions.setView({ layerSet: 'relu' });
    expect(Array.from(maps.shares() ?? [])).toEqual([0, 0]);
  });

  test('gives the same objects to the same question, and its layers’ shares sum to 1', async () => {
    const { maps, actions } = await startedApp({ view: { fusion: 'custom' } });
    expect(maps.stage('average')).toBe(maps.stage('average'));
    expect(maps.shares()).toBe(maps.shares());
    for (const rule of mixRules) {
      actions.setView({ mix: { ...evenMix, rule } });
      expect(maps.shares()?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
  });

  test('by Winsor-CAM’s rule weighs the layers by what the engine found of their importance', async () => {
    const { maps, actions } = await startedApp({ view: { fusion: 'custom' } });
    // The fake engine's layer l has the importance l; at percentile 0 all count alike, except for layer 0.
    actions.setView({ mix: { ...evenMix, rule: 'winsor', percentile: 0 } });
    const alike = maps.stage('average');
    expect(alike?.averaged).toEqual({ rule: 'winsor', layers: 5, empty: 0 });
    actions.setView({ mix: { ...evenMix, firstLayer: 1 } });
    expect(values(alike?.grid.data)).toEqual(values(maps.stage('average')?.grid.data));
    // Between the layers 2 and 3 nothing is clipped at 100: their importances become 0.1 and 1.
    const two = { ...evenMix, firstLayer: 2, lastLayer: 3 };
    actions.setView({ mix: { ...two, rule: 'winsor', percentile: 100 } });
    const winsorised = maps.stage('average');
    actions.setView({ mix: { ...two, blockWeights: { 1: 0.1 } } });
    expect(values(winsorised?.grid.data)).toEqual(values(maps.stage('average')?.grid.data));
  });

  test('of one block alone has shares in no other layer, and undo brings the others back', async () => {
    const { maps, actions, state } = await startedApp({ view: { fusion: 'custom' } });
    actions.setView({ mix: { ...evenMix, blockWeights: { 0: 0, 6: 0, 17: 0 } } });
    expect(maps.stage('average')?.averaged).toMatchObject({ rule: 'weightedMean', layers: 2 });
    expect(Array.from(maps.shares() ?? [], (share) => share > 0)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    actions.undo();
    expect(state().view.mix).toEqual(evenMix);
    expect(maps.stage('average')?.averaged?.layers).toBe(6);
  });
});

describe('a box on the picture', () => {
  test('over the whole photo holds all evidence of every layer', async () => {
    const { maps, actions } = await startedApp();
    expect([maps.box(), maps.localisation('average')]).toEqual([null, null]);
    actions.setBox({ x: -10, y: 0, width: 1000, height: 1000 });
    expect(maps.box()).toMatchObject({ box: { x: 0, y: 0, width: 400, height: 300 }, area: 1 });
    expect(values(maps.box()?.energies ?? undefined)).toEqual(Array.from({ length: 6 }, () => '1.00000'));
    expect(maps.localisation('average')).toMatchObject({ energyInside: 1, peakInside: true });
  });

  test('and the rest of the photo share the evidence between them', async () => {
    const { maps, actions } = await startedApp();
    actions.setBox({ x: 0, y: 0, width: 100, height: 300 });
    const left = maps.box();
    const mapInLeft = maps.localisation('layer');
    actions.setBox({ x: 100, y: 0, width: 300, height: 300 });
    expect(left?.area).toBe(0.25);
    maps.box()?.energies?.forEach((energy, layer) => {
      expect(energy + (left?.energies?.[layer] ?? 0)).toBeCloseTo(1, 5);
    });
    // The stage shows the last layer, so it is measured the same by both ways.
    expect(mapInLeft?.energyInside).toBeCloseTo(left?.energies?.[5] ?? 0, 5);
    expect((mapInLeft?.energyInside ?? 0) + (maps.localisation('layer')?.energyInside ?? 0)).toBeCloseTo(
      1,
      5,
    );
  });

  test('belongs to its picture and is undone there', async () => {
    const { maps, actions, state, passTime } = await startedApp();
    actions.setBox({ x: 10, y: 10, width: 50, height: 50 });
    passTime(2000);
    actions.setBox(null);
    expect(maps.box()).toBeNull();
    actions.openSample('dog-shepherd');
    await settle();
    expect(maps.box()).toBeNull();
    actions.undo();
    expect(maps.box()).toBeNull();
    expect(state().boxes).toEqual({ 'sample:cat-portrait': { x: 10, y: 10, width: 50, height: 50 } });
    actions.openSample('cat-portrait');
    await settle();
    expect(maps.box()?.box.x).toBe(10);
    actions.undo();
    expect(maps.box()).toBeNull();
  });

  test('without a pixel on the photo is none', async () => {
    const { maps, actions } = await startedApp();
    actions.setBox({ x: 500, y: 0, width: 50, height: 50 });
    actions.setBox({ x: 5, y: Number.NaN, width: 50, height: 50 });
    expect(maps.box()).toBeNull();
  });

  test('outside of what the network saw measures nothing', async () => {
    const { maps, actions } = await startedApp({ view: { fit: 'centreCrop' } });
    actions.setBox({ x: 0, y: 0, width: 40, height: 300 });
    expect(maps.box()?.area).toBe(0);
    expect(maps.localisation('layer')).toBeNull();
  });
});
