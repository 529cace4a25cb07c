import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../state/appState.ts';
import { decodeLink, encodeLink, type Link } from '../state/link.ts';

/** What is needed of a window. */
export interface PageAddress {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener(type: 'popstate', listener: (event: PopStateEvent) => void): void;
  removeEventListener(type: 'popstate', listener: (event: PopStateEvent) => void): void;
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
}

export interface SyncedApp {
  readonly store: StoreApi<AppState>;
  /** The small copy that a picture came as in a link, else null. */
  copyOf(pictureId: string): Uint8Array | null;
  restoreLink(link: Link, pictureId: string | null): void;
}

/** Safari refuses more than a hundred changes of the address in thirty seconds. */
const replaceEveryMs = 350;

/**
 * Keeps the URL's fragment and the view the same. Another picture, target or layer set is a step that
 * the back button undoes; all else only rewrites the present step, at most every 350 ms and not while
 * the layers are playing. In a frame `makesSteps` is false: the back button belongs to the page around it.
 * The tray's id of an own picture stays in this tab's history, not in the URL; a picture is in the URL only
 * where it came in one. Returns a function that ends this.
 */
export function syncViewWithUrl(
  { store, copyOf, restoreLink }: SyncedApp,
  page: PageAddress,
  { makesSteps }: { makesSteps: boolean },
): () => void {
  let timer: number | null = null;
  let restoring = false;

  function write(method: 'pushState' | 'replaceState'): void {
    if (timer !== null) page.clearTimeout(timer);
    timer = null;
    const { view, currentPictureId: pictureId } = store.getState();
    const fragment = encodeLink(view, pictureId === null ? null : copyOf(pictureId));
    const { pathname, search } = page.location;
    page.history[method]({ pictureId }, '', `${pathname}${search}${fragment === '' ? '' : `#${fragment}`}`);
  }

  function writeSoon(): void {
    timer ??= page.setTimeout(() => {
      timer = null;
      if (!store.getState().playing) write('replaceState');
    }, replaceEveryMs);
  }

  const unsubscribe = store.subscribe((state, former) => {
    if (restoring) return;
    const isStep =
      state.currentPictureId !== former.currentPictureId ||
      state.view.target !== former.view.target ||
      state.view.layerSet !== former.view.layerSet;
    if (isStep && makesSteps) write('pushState');
    else if (state.view !== former.view || (former.playing && !state.playing)) writeSoon();
  });

  function restore({ state }: PopStateEvent): void {
    restoring = true;
    restoreLink(decodeLink(page.location.hash), pictureIdOf(state));
    restoring = false;
    // What cannot be restored is not claimed: a lost picture's link now names the sample shown instead.
    write('replaceState');
  }

  page.addEventListener('popstate', restore);
  write('replaceState');

  return () => {
    if (timer !== null) page.clearTimeout(timer);
    unsubscribe();
    page.removeEventListener('popstate', restore);
  };
}

/** The tray's id of the picture that a step of the history showed; null for a step that was not made here. */
export function pictureIdOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('pictureId' in state)) return null;
  return typeof state.pictureId === 'string' ? state.pictureId : null;
}
