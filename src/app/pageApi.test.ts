import { expect, test } from 'vitest';
import { createTestApp, pictureBlob, settle } from '../../test/createTestApp.ts';
import { fakeDerivation, fakeExplanation, fakeLayers } from '../../test/fakeModel.ts';
import { Failure, failureData } from '../lib/failure.ts';
import { createPageApi } from './pageApi.ts';

async function startedApi(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  const api = createPageApi(testApp.app.services);
  await settle();
  return { ...testApp, api };
}

test('explains a picture with the maps of the asked-for method, beside the screen', async () => {
  const { api, app } = await startedApi();
  await expect(api.ready).resolves.toEqual({ backend: 'wasm', modelHash: 'fake-model' });
  const { shown } = app.store.getState();
  const result = await api.explain(pictureBlob(200), { method: 'gradCam', target: 'dog' });
  expect(result).toMatchObject({ logit: 2, backend: 'wasm', elapsedMs: 12 });
  expect(result.probability).toBeCloseTo(1 / (1 + Math.exp(-2)), 10);
  expect(result.layers.map(({ name, kind }) => [name, kind])).toEqual(
    fakeLayers.map(({ name, kind }) => [name, kind]),
  );
  const input = { width: 1, height: 1, data: new Uint8Array([200]) };
  const { maps } = fakeExplanation({ input, target: 1 }, 'wasm');
  expect(result.layers.flatMap(({ data }) => Array.from(data))).toEqual(Array.from(maps.gradCam));
  expect(result.average).toHaveLength(16 * 16);
  expect(app.store.getState().shown).toBe(shown);
});

test('explains by methods that no run carries, in one call that keeps nothing', async () => {
  const { api, engines, explainCalls } = await startedApi();
  const whole = await api.explain(pictureBlob(200), { method: 'hiResCam', target: 'dog' });
  const derived = fakeDerivation({ run: 200, method: 'hiResCam' });
  expect(whole.layers.flatMap(({ data }) => Array.from(data))).toEqual(Array.from(derived.maps));
  expect(whole.networkMap).toBeNull();
  expect(explainCalls().at(-1).params).toMatchObject({ keep: false, derive: { method: 'hiResCam' } });
  expect(engines[0]!.calls.derive).toHaveLength(0);
});

test('a method of one layer takes its name, and gives that layer alone', async () => {
  const { api } = await startedApi();
  const options = { method: 'scoreCam', target: 'dog', layer: 'block_6_depthwise' } as const;
  const { layers, average } = await api.explain(pictureBlob(200), options);
  const { maps } = fakeDerivation({ run: 200, method: 'scoreCam', layer: 3 });
  expect(layers).toEqual([{ name: options.layer, kind: 'depthwise', height: 4, width: 4, data: maps }]);
  expect([average.length, Math.max(...average)]).toEqual([16 * 16, 1]);
  const { layers: last } = await api.explain(pictureBlob(200), { method: 'ablationCam', target: 'dog' });
  expect(last.map(({ name }) => name)).toEqual(['out_relu']);
  const missing = api.explain(pictureBlob(200), { ...options, layer: 'block_99' });
  await expect(missing).rejects.toThrow('no layer “block_99”');
});

test('FullGrad has one map of the network, whose heat map takes the place of the average', async () => {
  const { api } = await startedApi();
  const { layers, networkMap, average } = await api.explain(pictureBlob(200), {
    method: 'fullGrad',
    target: 'dog',
  });
  const { maps } = fakeDerivation({ run: 200, method: 'fullGrad' });
  expect([layers, networkMap]).toEqual([[], maps]);
  // The fake's values are −1 to 3.
  expect(Array.from(average)).toEqual(Array.from(maps, (value) => Math.fround(Math.max(value, 0) / 3)));
});

test('leaves to the screen the run that it derives methods from', async () => {
  const { api, app, engines, explainCalls } = await startedApi();
  await api.explain(pictureBlob(200), { method: 'gradCam', target: 'dog' });
  expect(explainCalls().map(({ params }) => params.keep)).toEqual([undefined, false]);
  app.actions.setView({ method: 'hiResCam' });
  await settle();
  expect(engines[0]!.calls.derive).toHaveLength(1);
  expect(explainCalls()).toHaveLength(2);
});

test('names targets by their label', async () => {
  const { api, explainCalls } = await startedApi();
  for (const target of ['cat', 'dog', 'predicted'] as const) {
    await api.explain(pictureBlob(200), { method: 'layerCam', target });
  }
  expect(explainCalls().map(({ params }) => params.target)).toEqual(['predicted', 0, 1, 'predicted']);
});

test('rejects with a code', async () => {
  const { api } = await startedApi();
  const options = { method: 'gradCam', target: 'cat' } as const;
  await expect(api.explain(new Blob(['bad']), options)).rejects.toMatchObject({ code: 'pictureNotAPicture' });
  const hamster = { method: 'gradCam', target: 'hamster' } as unknown as typeof options;
  await expect(api.explain(pictureBlob(1), hamster)).rejects.toMatchObject({ code: 'internal' });
});

test('redoes a run whose engine was lost', async () => {
  const { api, engines } = await startedApi({ engine: { hold: ['explain'] } });
  engines[0]!.calls.explain[0]!.answer();
  const explained = api.explain(pictureBlob(200), { method: 'gradCam', target: 'dog' });
  await settle();
  engines[0]!.lose(failureData(new Failure('deviceLost', 'reset')));
  await settle();
  engines[1]!.calls.explain[0]!.answer();
  expect((await explained).logit).toBe(2);
});
