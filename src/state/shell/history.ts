/** One thing the user did, as a pair of ways through time. */
export interface Deed {
  undo(): void;
  redo(): void;
  /** Called when the deed can no longer be undone; releases what only undoing needs. */
  forget?(): void;
  /** Deeds of one kind that follow each other quickly count as one; null never merges. */
  readonly kind: string | null;
}

export interface History {
  /** Remembers a deed that has just been done; what was undone before can no longer be redone. */
  record(deed: Deed): void;
  /** False when there is nothing to undo. */
  undo(): boolean;
  /** False when there is nothing to redo. */
  redo(): boolean;
  /** Forgets everything. */
  clear(): void;
}

const mostDeeds = 100;
const mergeWithinMs = 800;

/**
 * Undo and redo over deeds.
 * @param now a clock in milliseconds
 * @param onRecord called before each new deed is remembered
 */
export function createHistory(now: () => number, onRecord: () => void = () => undefined): History {
  const done: Deed[] = [];
  const undone: Deed[] = [];
  let lastRecordedMs = Number.NEGATIVE_INFINITY;

  return {
    record(deed) {
      onRecord();
      const nowMs = now();
      const former = done.at(-1);
      const merges =
        undone.length === 0 &&
        deed.kind !== null &&
        former?.kind === deed.kind &&
        nowMs - lastRecordedMs <= mergeWithinMs;
      lastRecordedMs = nowMs;
      undone.length = 0;
      if (merges && former) {
        done[done.length - 1] = { ...deed, undo: former.undo };
        return;
      }
      done.push(deed);
      if (done.length > mostDeeds) done.shift()?.forget?.();
    },
    undo() {
      const deed = done.pop();
      if (!deed) return false;
      undone.push(deed);
      lastRecordedMs = Number.NEGATIVE_INFINITY;
      deed.undo();
      return true;
    },
    redo() {
      const deed = undone.pop();
      if (!deed) return false;
      done.push(deed);
      deed.redo();
      return true;
    },
    clear() {
      for (const deed of done) deed.forget?.();
      done.length = 0;
      undone.length = 0;
    },
  };
}
