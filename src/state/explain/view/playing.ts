import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../appState.ts';
import type { MapSource } from '../maps/displayMap.ts';

export interface Playback {
  /** From the present layer on; from the first when the last one is shown. */
  play(): void;
  pause(): void;
  /** The user does something: the first-visit animation gives way. */
  endIntroduction(): void;
  dispose(): void;
}

/**
 * Whether the layers are being played. The clock is the renderer's; it calls `goToPosition` and, at the
 * end, `pause`. On a first visit the layers are played once, as soon as the first maps are there.
 */
export function createPlayback(
  store: StoreApi<AppState>,
  maps: Pick<MapSource, 'layers' | 'position'>,
  goToPosition: (position: number) => void,
): Playback {
  const unsubscribe = store.subscribe(({ shown, introducing }, former) => {
    if (!introducing || shown === null || former.shown !== null) return;
    goToPosition(0);
    store.setState({ playing: true });
  });

  function pause(): void {
    store.setState({ playing: false, introducing: false });
  }

  return {
    play() {
      if (maps.position() >= maps.layers().length - 1) goToPosition(0);
      store.setState({ playing: true, introducing: false });
    },
    pause,
    endIntroduction() {
      if (store.getState().introducing) pause();
    },
    dispose: unsubscribe,
  };
}
