import type { StoreApi } from 'zustand/vanilla';
import type { History } from '../shell/history.ts';
import { shippedId, type VersionRow, type WorkshopState } from './workshopState.ts';

/** The rows of versions: what may be done to them, most of it undoable. */
export function createVersionShelf(store: StoreApi<WorkshopState>, history: History) {
  const rowOf = (id: string): VersionRow | null =>
    store.getState().versions.find(({ version }) => version.id === id) ?? null;

  /** Does something to rows and selection, and remembers how they were. */
  function change(kind: string | null, to: Pick<WorkshopState, 'versions' | 'selectedId'>): void {
    const { versions, selectedId } = store.getState();
    store.setState(to);
    history.record({
      kind,
      undo: () => store.setState({ versions, selectedId }),
      redo: () => store.setState(to),
    });
  }

  return {
    rowOf,
    /** Puts a new version at the end, and selects it. */
    add(row: VersionRow): void {
      store.setState(({ versions }) => ({ versions: [...versions, row], selectedId: row.version.id }));
    },
    select(id: string): void {
      if (rowOf(id)) store.setState({ selectedId: id });
    },
    rename(id: string, name: string): void {
      const { versions, selectedId } = store.getState();
      const trimmed = name.trim().slice(0, longestName);
      if (id === shippedId || trimmed === '' || !rowOf(id)) return;
      change(`renameVersion ${id}`, {
        selectedId,
        versions: versions.map((row) =>
          row.version.id === id ? { ...row, version: { ...row.version, name: trimmed } } : row,
        ),
      });
    },
    remove(id: string): void {
      const { versions, selectedId } = store.getState();
      const row = rowOf(id);
      if (id === shippedId || !row) return;
      change(null, {
        selectedId: selectedId === id ? shippedId : selectedId,
        versions: versions.filter((other) => other !== row),
      });
    },
  };
}

const longestName = 80;

export type VersionShelf = ReturnType<typeof createVersionShelf>;
