import type { StoreApi } from 'zustand/vanilla';
import { failureFromData } from '../../../lib/failure.ts';
import type { EngineLifecycle, ReadyEngine } from './engineLifecycle.ts';
import type { EngineStatus } from './engineStatus.ts';

/** The engine as soon as it answers, also after a restart; rejects with its failure when it cannot be started. */
export function whenEngineIsReady(
  store: Pick<StoreApi<{ readonly engine: EngineStatus }>, 'getState' | 'subscribe'>,
  lifecycle: Pick<EngineLifecycle, 'ready'>,
): Promise<ReadyEngine> {
  return new Promise((resolve, reject) => {
    const settle = (): boolean => {
      const ready = lifecycle.ready();
      const { engine } = store.getState();
      if (ready) resolve(ready);
      else if (engine.phase === 'failed') reject(failureFromData(engine.failure));
      return ready !== null || engine.phase === 'failed';
    };
    if (settle()) return;
    const unsubscribe = store.subscribe(() => {
      if (settle()) unsubscribe();
    });
  });
}
