import { createStore, type StoreApi } from 'zustand/vanilla';

/** How the page stands on this computer: what the browser keeps of it, and what it offers to do. */
export interface InstallationState {
  /** Everything the page needs is kept here: it opens without a network. */
  readonly worksOffline: boolean;
  /** Loads the page anew in the version that is ready; null while this one is the latest known. */
  readonly update: (() => void) | null;
  /** Lets the browser ask whether to install the page as an app; null where it offers none. */
  readonly install: (() => void) | null;
}

export type Installation = StoreApi<InstallationState>;

/** A page that nothing is known of yet. */
export function createInstallation(): Installation {
  return createStore<InstallationState>(() => ({ worksOffline: false, update: null, install: null }));
}
