export interface ByteCacheOptions<Value> {
  readonly limitBytes: number;
  sizeOf(value: Value): number;
  /** True for what must stay whatever its age, such as the picture on the screen. */
  isPinned(key: string): boolean;
  /** Called once for each value that leaves the cache, so that it can be closed. */
  onEvict?(value: Value): void;
}

export interface ByteCache<Value> {
  /** The value, which thereby becomes the most recently used one. */
  get(key: string): Value | undefined;
  /** Stores a value and evicts the least recently used ones until the rest fits. */
  set(key: string, value: Value): void;
  clear(): void;
}

/**
 * A cache with a budget in bytes that forgets what was used longest ago. The newest value and pinned
 * ones are never evicted, so the budget may be exceeded by these.
 */
export function createByteCache<Value>(options: ByteCacheOptions<Value>): ByteCache<Value> {
  // A Map keeps insertion order; re-inserting at each use makes its first key the oldest.
  const values = new Map<string, Value>();
  let sizeBytes = 0;

  function evict(key: string, value: Value): void {
    values.delete(key);
    sizeBytes -= options.sizeOf(value);
    options.onEvict?.(value);
  }

  return {
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key, value) {
      const former = values.get(key);
      if (former !== undefined) evict(key, former);
      values.set(key, value);
      sizeBytes += options.sizeOf(value);
      for (const [oldKey, oldValue] of values) {
        if (sizeBytes <= options.limitBytes) return;
        if (oldKey !== key && !options.isPinned(oldKey)) evict(oldKey, oldValue);
      }
    },
    clear() {
      for (const [key, value] of values) evict(key, value);
    },
  };
}
