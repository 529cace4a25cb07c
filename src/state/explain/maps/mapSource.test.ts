import { describe, expect, test } from 'vitest';
import { createTestApp, settle } from '../../../../test/createTestApp.ts';

// The cat sample's first byte is 50, so the map of layer l for "cat" is −(l + 1)·((i + 50) mod 7 − 2):
// along a row 1, 0, −1, −2, −3, −4, 2 (starting at i = 0 with (50 mod 7) = 1), times l + 1.

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  return { ...testApp, maps: testApp.app.maps, actions: testApp.app.actions };
}

test('there are no maps before the first run', () => {
  const { maps } = createTestApp().app;
  expect([maps.stage('layer'), maps.stage('average'), maps.layerAt(0), maps.probe('layer', 1, 1)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(maps.layers()).toEqual([]);
});

describe('a layer', () => {
  test('has its positive part rescaled by its own range, with legend and share', async () => {
    const { maps } = await startedApp();
    const map = maps.layerAt(3);
    expect(map?.layer?.name).toBe('block_6_depthwise');
    expect(map?.range).toEqual({ min: 0, max: 8 });
    expect(Array.from(map!.grid.data.slice(0, 7))).toEqual([0.5, 0, 0, 0, 0, 0, 1]);
    // Sixteen cells: 1 0 −1 −2 −3 −4 2 twice, then 1 0: positive 7, absolute 27.
    expect(map?.positiveShare).toBeCloseTo(7 / 27, 6);
    expect(map?.peakCell).toEqual({ column: 2, row: 1 });
    expect(map?.description).toMatch(/evidence/);
  });

  test('may be compared with all others on one scale', async () => {
    const { maps, actions } = await startedApp();
    expect(maps.layerAt(3)?.range).toEqual({ min: 0, max: 8 });
    actions.setView({ scale: 'run' });
    expect(maps.layerAt(3)?.range).toEqual({ min: 0, max: 12 });
    expect(maps.layerAt(3)?.grid.data[6]).toBeCloseTo(8 / 12, 6);
  });

  test('shows a signed map on the diverging colours with 0.5 for zero', async () => {
    const { maps, actions } = await startedApp();
    actions.setView({ sign: 'signed' });
    const map = maps.layerAt(0);
    expect(map?.colours).toBe('diverging');
    expect(map?.range).toEqual({ min: -4, max: 4 });
    expect(map?.grid.data[1]).toBe(0.5);
  });

  test('without positive evidence says why it is empty', async () => {
    const { maps, actions } = await startedApp();
    actions.setView({ method: 'layerCam', sign: 'negative' });
    expect(maps.layerAt(0)).toMatchObject({ empty: 'oppositeSign', positiveShare: null, peakCell: null });
  });
});

describe('the stages', () => {
  test('show the current layer, the average over the set and the model’s last convolution', async () => {
    const { maps, actions } = await startedApp();
    actions.setView({ layerSet: 'relu', layer: 'block_1_expand_relu' });
    expect(maps.stage('layer')).toBe(maps.layerAt(0));
    expect(maps.stage('lastConvolution')?.layer?.name).toBe('Conv_1');
    const average = maps.stage('average');
    expect(average?.averaged).toEqual({ rule: 'mean', layers: 2, empty: 0 });
    expect([average?.grid.width, average?.grid.height, average?.layer]).toEqual([16, 16, null]);
    actions.setView({ layerSet: 'all' });
    expect(maps.stage('average')?.averaged?.layers).toBe(6);
  });

  test('answer the same question with the same object', async () => {
    const { maps, actions } = await startedApp();
    const before = [maps.stage('layer'), maps.stage('average'), maps.layerAt(2), maps.layers()];
    actions.setView({ opacity: 0.1, smooth: false, contours: true });
    actions.setView({ sign: 'signed', layerSet: 'relu' });
    actions.undo();
    expect([maps.stage('layer'), maps.stage('average'), maps.layerAt(2), maps.layers()]).toEqual(before);
    for (const [index, object] of [
      maps.stage('layer'),
      maps.stage('average'),
      maps.layerAt(2),
      maps.layers(),
    ].entries()) {
      expect(object).toBe(before[index]);
    }
  });

  test('keep the grid when only the colours change', async () => {
    const { maps, actions } = await startedApp();
    const turbo = maps.stage('average');
    actions.setView({ colourMap: 'magma' });
    const magma = maps.stage('average');
    expect([turbo?.colours, magma?.colours]).toEqual(['turbo', 'magma']);
    expect(magma?.grid).toBe(turbo?.grid);
  });

  test('change with the run', async () => {
    const { maps, actions } = await startedApp();
    const cat = maps.stage('layer');
    actions.setView({ target: 1 });
    await settle();
    expect(maps.stage('layer')?.grid.data).not.toEqual(cat?.grid.data);
  });
});

describe('the probe', () => {
  test('reads the raw value of the cell under a photo point', async () => {
    const { maps, actions } = await startedApp();
    actions.goToPosition(3);
    // The photo is 400 × 300 and the map 4 × 4: cells of 100 × 75.
    expect(maps.probe('layer', 250, 80)).toEqual({ value: 8, column: 2, row: 1 });
    actions.setView({ sign: 'signed' });
    expect(maps.probe('layer', 250, 80)?.value).toBe(8);
  });

  test.each(['positive', 'negative', 'signed'] as const)(
    'reads what the average’s colour stands for on its legend (%s)',
    async (sign) => {
      const { maps, actions } = await startedApp();
      actions.setView({ sign });
      const { grid, range } = maps.stage('average')!;
      const share = grid.data.at(-1);
      expect(maps.probe('average', 399, 299)).toEqual({
        value: range.min + share * (range.max - range.min),
        column: 15,
        row: 15,
      });
    },
  );

  test('counts evidence against upwards where that is shown', async () => {
    const { maps, actions } = await startedApp();
    actions.goToPosition(3);
    actions.setView({ sign: 'negative' });
    expect(maps.probe('layer', 250, 80)?.value).toBe(-8);
  });

  test('finds nothing outside what the model saw', async () => {
    const { maps } = await startedApp({ view: { fit: 'centreCrop' } });
    expect(maps.probe('layer', 49, 10)).toBeNull();
    expect(maps.probe('layer', 51, 10)).not.toBeNull();
  });
});
