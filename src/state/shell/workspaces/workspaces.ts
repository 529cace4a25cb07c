import { createStore, type StoreApi } from 'zustand/vanilla';
import { firstWorkspace } from './workspaceAddress.ts';

export interface WorkspacesState {
  /** The name of the workspace on the screen. */
  readonly current: string;
  /** The workspace that sent the user to the present one and waits to be returned to; null where none did. */
  readonly returnTo: string | null;
}

/** Which workspace is on the screen. The others keep their state. */
export interface Workspaces {
  readonly store: Pick<StoreApi<WorkspacesState>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** The names that there are, in the order of the tabs. */
  readonly names: readonly string[];
  /** Shows a workspace; one that does not exist is ignored. */
  show(name: string): void;
  /** Shows a workspace that offers a way back to the present one. */
  visit(name: string): void;
  /** Goes back to where {@link Workspaces.visit} came from; without that it does nothing. */
  goBack(): void;
}

/**
 * @param names The workspaces' names in the order of their tabs.
 * @param current The one that is shown at the start.
 */
export function createWorkspaces(names: readonly string[], current: string = firstWorkspace): Workspaces {
  const store = createStore<WorkspacesState>(() => ({ current, returnTo: null }));

  function show(name: string, returnTo: string | null = null): void {
    if (!names.includes(name)) return;
    store.setState({ current: name, returnTo });
  }

  return {
    store,
    names,
    show: (name) => show(name),
    visit: (name) => show(name, store.getState().current),
    goBack() {
      const { returnTo } = store.getState();
      if (returnTo !== null) show(returnTo);
    },
  };
}
