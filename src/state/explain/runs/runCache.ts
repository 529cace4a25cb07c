import type { Explanation } from '../../../engine/api.ts';
import { createByteCache } from '../../../lib/byteCache.ts';
import type { RunKey, ShownRun, StoredRun } from './runStatus.ts';
import { runKey, type Wish } from './wish.ts';

/** About twenty-three runs of MobileNetV2. */
const limitBytes = 96 * 1024 * 1024;

export interface CachedRun extends StoredRun {
  readonly shown: ShownRun;
}

export interface RunCache {
  get(key: RunKey): CachedRun | undefined;
  /** Keeps what the engine answered to a wish, under the key of the class that it explained. */
  add(wish: Wish, explanation: Explanation): CachedRun;
  clear(): void;
}

/** Maps of earlier runs; those used longest ago leave first, the shown one never. */
export function createRunCache(shownKey: () => RunKey | undefined): RunCache {
  const cache = createByteCache<CachedRun>({
    limitBytes,
    sizeOf: ({ maps }) => Object.values(maps).reduce((sum, map) => sum + map.byteLength, 0),
    isPinned: (key) => key === shownKey(),
  });
  return {
    get: cache.get,
    add(wish, explanation) {
      const run = cachedRun(wish, explanation);
      cache.set(run.key, run);
      return run;
    },
    clear: cache.clear,
  };
}

/** What the engine answered to a wish, under the key of the class that it explained. */
export function cachedRun(wish: Wish, explanation: Explanation): CachedRun {
  const { pictureId, fit, crate } = wish;
  const { classIndex, prediction, elapsedMs, maps, importance, diagnosis } = explanation;
  const key = runKey({ ...wish, target: classIndex });
  const shown = { key, pictureId, fit, crate, classIndex, prediction, elapsedMs, diagnosis };
  return { key, maps, importance, shown };
}
