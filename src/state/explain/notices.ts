import type { StoreApi } from 'zustand/vanilla';
import type { FailureData } from '../../lib/failure.ts';
import type { IncomingPicture } from '../shell/incoming.ts';
import type { AppState } from './appState.ts';
import type { Notice } from './notice.ts';

/** More would bury the page; the oldest go first. */
const mostNotices = 5;

export interface Notices {
  /** Shows a notice below the earlier ones and returns its id. */
  show(notice: Omit<Notice, 'id'>): number;
  /** News, in ready words. */
  tell(text: string): void;
  tellFailure(failure: FailureData, subject: string): void;
  askToOpen(text: string, files: readonly IncomingPicture[]): void;
  dismiss(id: number): void;
  /** Takes Undo away from all: it would undo what was done since. */
  retireUndo(): void;
}

/** The short messages that the interface shows until they are dismissed. */
export function createNotices(store: StoreApi<AppState>): Notices {
  let lastId = 0;

  function show(notice: Omit<Notice, 'id'>): number {
    lastId += 1;
    const id = lastId;
    store.setState(({ notices }) => ({ notices: [...notices, { ...notice, id }].slice(-mostNotices) }));
    return id;
  }

  return {
    show,
    tell(text) {
      show({ kind: 'info', content: { text }, canUndo: false });
    },
    tellFailure(failure, subject) {
      show({ kind: 'problem', content: { failure, subject }, canUndo: false });
    },
    askToOpen(text, files) {
      show({ kind: 'info', content: { text }, canUndo: false, files });
    },
    retireUndo() {
      const { notices } = store.getState();
      if (!notices.some(({ canUndo }) => canUndo)) return;
      store.setState({ notices: notices.map((notice) => ({ ...notice, canUndo: false })) });
    },
    dismiss(id) {
      store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
    },
  };
}
