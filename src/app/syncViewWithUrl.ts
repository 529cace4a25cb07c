import type { StoreApi } from 'zustand/vanilla';
import { decodeLink, encodeLink, type Link } from '../state/explain/address/link.ts';
import type { AppState } from '../state/explain/appState.ts';
import type { Marks } from '../state/explain/pictures/marks.ts';
import type { PictureEntry } from '../state/explain/pictures/pictureEntry.ts';
import {
  firstWorkspace,
  workspaceFragment,
  workspaceOf,
} from '../state/shell/workspaces/workspaceAddress.ts';
import type { Workspaces } from '../state/shell/workspaces/workspaces.ts';

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
  /** What is drawn on a picture, in shares of it. */
  marksOf(pictureId: string): Marks;
  restoreLink(link: Link, pictureId: string | null): void;
  readonly workspaces: Workspaces;
}

/** Safari refuses more than a hundred changes of the address in thirty seconds. */
const replaceEveryMs = 350;
const refusedForMs = 30_000;

export interface SyncOptions {
  /** False in a frame: the back button belongs to the page around it. */
  readonly makesSteps: boolean;
  /** The browser does not let the page write its address at all, as in some frames and under some settings. */
  onRefused(): void;
}

/**
 * Keeps the URL's fragment and the view the same. Another picture, target or layer set is a step that
 * the back button undoes; all else only rewrites the present step, at most every 350 ms and not while
 * the layers are playing. A browser that refuses a change for once is asked again half a minute later.
 * The tray's id of an own picture stays in this tab's history, not in the URL; a picture is in the URL only
 * where it came in one. In another workspace the URL names that, which is a step, too. Returns a function that ends this.
 */
export function syncViewWithUrl(
  { store, copyOf, marksOf, restoreLink, workspaces }: SyncedApp,
  page: PageAddress,
  { makesSteps, onRefused }: SyncOptions,
): () => void {
  let timer: number | null = null;
  let restoring = false;
  /** The step to a file of the user's is made when it has proved to be a picture. */
  let owesStep = false;
  let refused = false;
  let written: { readonly address: string; readonly pictureId: string | null } | null = null;

  function stopTimer(): void {
    if (timer !== null) page.clearTimeout(timer);
    timer = null;
  }

  function write(method: 'pushState' | 'replaceState'): void {
    stopTimer();
    const { view, currentPictureId: pictureId } = store.getState();
    const { current } = workspaces.store.getState();
    const viewFragment = () =>
      pictureId === null ? encodeLink(view, null) : encodeLink(view, copyOf(pictureId), marksOf(pictureId));
    const fragment = current === firstWorkspace ? viewFragment() : workspaceFragment(current);
    const { pathname, search } = page.location;
    const address = `${pathname}${search}${fragment === '' ? '' : `#${fragment}`}`;
    // Back where one was, after a file that could not be read, is no step.
    const isBack = written?.address === address && written.pictureId === pictureId;
    owesStep = false;
    try {
      page.history[isBack ? 'replaceState' : method]({ pictureId }, '', address);
      written = { address, pictureId };
    } catch {
      if (written === null && !refused) onRefused();
      else if (written !== null) timer = page.setTimeout(() => write('replaceState'), refusedForMs);
      refused = true;
    }
  }

  function writeSoon(): void {
    timer ??= page.setTimeout(() => {
      timer = null;
      if (!store.getState().playing) write('replaceState');
    }, replaceEveryMs);
  }

  const unsubscribe = store.subscribe((state, former) => {
    if (restoring || workspaces.store.getState().current !== firstWorkspace) return;
    const isStep =
      state.currentPictureId !== former.currentPictureId ||
      state.view.target !== former.view.target ||
      state.view.layerSet !== former.view.layerSet;
    if (state.currentPictureId !== former.currentPictureId && isUnreadFile(state)) {
      stopTimer();
      owesStep = true;
    } else if (isStep || (owesStep && currentPhase(state) === 'ready')) {
      owesStep = false;
      if (makesSteps) write('pushState');
      else writeSoon();
    } else if (!owesStep && (isRedrawn(state, former) || (former.playing && !state.playing))) {
      writeSoon();
    }
  });

  const stopFollowingWorkspaces = workspaces.store.subscribe(() => {
    if (restoring) return;
    if (makesSteps) write('pushState');
    else writeSoon();
  });

  function restore({ state }: PopStateEvent): void {
    restoring = true;
    const workspace = workspaceOf(page.location.hash, workspaces.names);
    if (workspace !== workspaces.store.getState().current) workspaces.show(workspace);
    if (workspace === firstWorkspace) restoreLink(decodeLink(page.location.hash), pictureIdOf(state));
    restoring = false;
    // What cannot be restored is not claimed: a lost picture's link now names the sample shown instead.
    write('replaceState');
  }

  page.addEventListener('popstate', restore);
  write('replaceState');

  return () => {
    stopTimer();
    unsubscribe();
    stopFollowingWorkspaces();
    page.removeEventListener('popstate', restore);
  };
}

function isRedrawn(state: AppState, former: AppState): boolean {
  return state.view !== former.view || state.boxes !== former.boxes || state.strokes !== former.strokes;
}

/** Whether the current picture is a file that may yet turn out to be none. */
function isUnreadFile(state: AppState): boolean {
  const phase = currentPhase(state);
  return currentPicture(state)?.origin !== 'sample' && (phase === 'waiting' || phase === 'reading');
}

function currentPhase(state: AppState): PictureEntry['status']['phase'] | undefined {
  return currentPicture(state)?.status.phase;
}

function currentPicture({ pictures, currentPictureId }: AppState): PictureEntry | undefined {
  return pictures.find(({ id }) => id === currentPictureId);
}

/** The tray's id of the picture that a step of the history showed; null for a step that was not made here. */
export function pictureIdOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('pictureId' in state)) return null;
  return typeof state.pictureId === 'string' ? state.pictureId : null;
}
