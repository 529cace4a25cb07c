import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from './appState.ts';

/** Whether something is being read or computed for the user, which a reload would throw away. */
export function isWorking({ run, derivation, curves }: AppState): boolean {
  return run.phase === 'reading' || [run, derivation, curves].some(({ phase }) => phase === 'computing');
}

/** Resolves as soon as `condition` holds. */
export function whenState(store: StoreApi<AppState>, condition: (state: AppState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition(store.getState())) return resolve();
    const unsubscribe = store.subscribe((state) => {
      if (!condition(state)) return;
      unsubscribe();
      resolve();
    });
  });
}
