import type { StoreApi } from 'zustand/vanilla';
import type { EngineLifecycle } from '../shell/engine/engineLifecycle.ts';
import type { AppActions, AppState } from './appState.ts';
import type { PictureActions } from './pictures/pictureActions.ts';
import type { Derivations } from './runs/derivations.ts';
import type { Runs } from './runs/runs.ts';
import type { ViewActions } from './view/viewActions.ts';

export interface WorkActionsOptions {
  readonly store: StoreApi<AppState>;
  readonly runs: Pick<Runs, 'cancel' | 'retry'>;
  readonly derivations: Pick<Derivations, 'cancel' | 'retry'>;
  readonly pictures: Pick<PictureActions, 'select' | 'readAgain'>;
  readonly view: Pick<ViewActions, 'apply'>;
  readonly lifecycle: Pick<EngineLifecycle, 'start'>;
}

/** Giving up what is being computed, and trying again what failed. */
export function createWorkActions(options: WorkActionsOptions): Pick<AppActions, 'cancelWork' | 'retry'> {
  const { store, runs, derivations, pictures, view, lifecycle } = options;
  return {
    cancelWork() {
      derivations.cancel();
      runs.cancel();
      // Whose maps are on the screen, that picture is the current one again, behind what it was behind.
      const { shown, currentPictureId, pictures: tray } = store.getState();
      if (shown === null) return;
      view.apply({ crate: shown.crate });
      if (shown.pictureId === currentPictureId) return;
      if (tray.some(({ id }) => id === shown.pictureId)) pictures.select(shown.pictureId);
    },
    retry() {
      const { engine, currentPictureId } = store.getState();
      if (currentPictureId !== null) pictures.readAgain(currentPictureId);
      if (engine.phase === 'failed') lifecycle.start();
      runs.retry();
      derivations.retry();
    },
  };
}
