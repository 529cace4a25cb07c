/** A value outside React that components may subscribe to with useSyncExternalStore. */
export interface Observable<Value> {
  readonly get: () => Value;
  readonly subscribe: (onChange: () => void) => () => void;
}

/** An observable and the way to set it; equal values tell nobody. */
export function createObservable<Value>(initial: Value): Observable<Value> & { set(value: Value): void } {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
  };
}
