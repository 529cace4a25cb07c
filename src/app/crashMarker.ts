import type { StoreApi } from 'zustand/vanilla';
import type { BackendName } from '../engine/api.ts';
import type { AppState } from '../state/explain/appState.ts';

const storageKey = 'stratacam.computing';
const backends: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** What is needed of `sessionStorage`, which outlives a crashed tab but not a closed one. */
export type MarkerStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where storage is refused, reaching for it already throws; hence functions instead of the thing itself. */
type GetStorage = () => MarkerStorage;

/**
 * The backend that was computing when this tab's page last died without a word, as it does when memory
 * runs out; null after an ordinary end. Asking forgets it.
 */
export function takeCrashMarker(getStorage: GetStorage): BackendName | null {
  try {
    const storage = getStorage();
    const marked = storage.getItem(storageKey);
    storage.removeItem(storageKey);
    return backends.find((backend) => backend === marked) ?? null;
  } catch {
    return null;
  }
}

/** Leaves the marker for as long as a run is being computed, unless the page is left in order. */
export function keepCrashMarker(store: StoreApi<AppState>, page: EventTarget, getStorage: GetStorage): void {
  function mark(backend: BackendName | null): void {
    try {
      if (backend === null) getStorage().removeItem(storageKey);
      else getStorage().setItem(storageKey, backend);
    } catch {
      // Storage may be refused: a crash then goes unnoticed.
    }
  }

  const computingBackend = ({ engine, run }: AppState) =>
    engine.phase === 'ready' && run.phase === 'computing' ? engine.info.backend.name : null;

  store.subscribe((state, former) => {
    const backend = computingBackend(state);
    if (backend !== computingBackend(former)) mark(backend);
  });
  page.addEventListener('pagehide', () => mark(null));
}
