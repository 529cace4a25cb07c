import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../test/createTestApp.ts';
import { keepCrashMarker, type MarkerStorage, takeCrashMarker } from './crashMarker.ts';

function fakeStorage(): MarkerStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

async function computingApp() {
  const storage = fakeStorage();
  const page = new EventTarget();
  const testApp = createTestApp({ engine: { hold: ['explain'], backend: 'webgpu' } });
  keepCrashMarker(testApp.app.store, page, () => storage);
  await settle();
  return { ...testApp, storage, page };
}

test('a page that dies in the middle of a run leaves word of its backend, once', async () => {
  const { storage } = await computingApp();
  expect(takeCrashMarker(() => storage)).toBe('webgpu');
  expect(takeCrashMarker(() => storage)).toBeNull();
});

test('a page that dies between runs does not', async () => {
  const { storage, explainCalls } = await computingApp();
  explainCalls()[0]!.answer();
  await settle();
  expect(takeCrashMarker(() => storage)).toBeNull();
});

test('nor does one that is left or reloaded in the middle of a run', async () => {
  const { storage, page } = await computingApp();
  page.dispatchEvent(new Event('pagehide'));
  expect(takeCrashMarker(() => storage)).toBeNull();
});

test('storage that is refused is no obstacle', async () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  const { app } = createTestApp();
  keepCrashMarker(app.store, new EventTarget(), refuse);
  await settle();
  expect(app.store.getState().run.phase).toBe('done');
  expect(takeCrashMarker(refuse)).toBeNull();
});
