import type { Engine, EngineMethods } from '../engine/api.ts';
import type { FailureData } from '../lib/failure.ts';
import { connectWorker } from './connectWorker.ts';
import engineWorkerUrl from './engine.worker.ts?worker&url';

/** One life of the engine's worker. When it is lost, make another; nothing of it can be saved. */
export interface EngineConnection {
  readonly engine: Engine;
  onLost(listener: (failure: FailureData) => void): void;
  onSilence(listener: (isSilent: boolean) => void): void;
  close(): void;
}

/** Starts a worker with an engine in it. */
export function connectEngine(): EngineConnection {
  const { service, onLost, onSilence, close } = connectWorker<EngineMethods>(
    engineWorkerUrl,
    'StrataCAM engine',
    {
      methods: ['start', 'load', 'unload', 'warmUp', 'explain', 'predict', 'derive', 'survey'],
    },
  );
  return { engine: service, onLost, onSilence, close };
}
