import { expect, test } from 'vitest';
import { createTestApp, pictureBlob, settle } from '../../test/createTestApp.ts';
import { fakeExplanation, fakeLayers } from '../../test/fakeModel.ts';
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
