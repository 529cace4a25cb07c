import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from './appState.ts';

/** Numbers that change more often cannot be read. */
const intervalMs = 125;

export interface CalmClock {
  /** In milliseconds. */
  now(): number;
  /** Calls back once after a time; what it returns takes that back. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** As much of a store as a component needs to follow it. */
export type CalmStore = Pick<StoreApi<AppState>, 'getState' | 'getInitialState' | 'subscribe'>;

/**
 * The same state, told of eight times a second while one frame of a sequence follows another, for words and numbers: the
 * heat maps themselves are drawn with every frame. What the user changes is told at once, and so is everything while
 * nothing moves.
 */
export function createCalmStore(store: StoreApi<AppState>, { now, setTimer }: CalmClock): CalmStore {
  const listeners = new Set<(state: AppState, former: AppState) => void>();
  let told = store.getState();
  let toldMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  let stop: (() => void) | null = null;

  function tell(): void {
    cancel?.();
    cancel = null;
    toldMs = now();
    const former = told;
    told = store.getState();
    for (const listener of [...listeners]) listener(told, former);
  }

  function follow({ sequence, view }: AppState, former: AppState): void {
    const isFrame = sequence.phase === 'running' && view === former.view;
    const dueInMs = toldMs + intervalMs - now();
    if (!isFrame || dueInMs <= 0) tell();
    else cancel ??= setTimer(tell, dueInMs);
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe(listener) {
      if (listeners.size === 0) {
        told = store.getState();
        stop = store.subscribe(follow);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        cancel?.();
        cancel = null;
      };
    },
  };
}
