import { describe, expect, test, vi } from 'vitest';
import { createHistory } from './history.ts';

/** A number with a history; `set` is a deed. */
function undoableNumber() {
  let nowMs = 0;
  let value = 0;
  const history = createHistory(() => nowMs);
  return {
    history,
    value: () => value,
    wait(milliseconds: number) {
      nowMs += milliseconds;
    },
    set(next: number, kind: string | null = null, forget?: () => void) {
      const former = value;
      value = next;
      const deed = {
        kind,
        undo() {
          value = former;
        },
        redo() {
          value = next;
        },
      };
      history.record(forget ? { ...deed, forget } : deed);
    },
  };
}

describe('history', () => {
  test('goes back and forth, and says when there is nowhere to go', () => {
    const { history, set, value } = undoableNumber();
    set(1);
    set(2);
    expect([history.undo(), value()]).toEqual([true, 1]);
    expect([history.undo(), value()]).toEqual([true, 0]);
    expect(history.undo()).toBe(false);
    history.redo();
    history.redo();
    expect([history.redo(), value()]).toEqual([false, 2]);
  });

  test('a new deed ends what could be redone', () => {
    const { history, set, value } = undoableNumber();
    set(1);
    history.undo();
    set(5);
    expect([history.redo(), value()]).toEqual([false, 5]);
  });

  test('rapid deeds of one kind are undone and redone as one', () => {
    const { history, set, value, wait } = undoableNumber();
    for (const next of [1, 2, 3]) {
      set(next, 'opacity');
      wait(500);
    }
    history.undo();
    expect(value()).toBe(0);
    history.redo();
    expect(value()).toBe(3);
  });

  test('deeds of another kind, or after a pause, or after an undo, stand alone', () => {
    const { history, set, value, wait } = undoableNumber();
    set(1, 'opacity');
    set(2, 'colours');
    wait(2000);
    set(3, 'colours');
    history.undo();
    expect(value()).toBe(2);
    set(4, 'colours');
    history.undo();
    expect(value()).toBe(2);
    history.undo();
    expect(value()).toBe(1);
  });

  test('the oldest of more than a hundred deeds is forgotten', () => {
    const { history, set, value } = undoableNumber();
    const forget = vi.fn();
    set(1, null, forget);
    for (let next = 2; next <= 100; next++) set(next);
    expect(forget).not.toHaveBeenCalled();
    set(101);
    expect(forget).toHaveBeenCalledOnce();
    while (history.undo());
    expect(value()).toBe(1);
  });
});
