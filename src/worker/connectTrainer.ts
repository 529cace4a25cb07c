import type { FailureData } from '../lib/failure.ts';
import type { Trainer, TrainerMethods } from '../train/trainerApi.ts';
import { connectWorker } from './connectWorker.ts';
import trainerWorkerUrl from './trainer.worker.ts?worker&url';

/** One life of the worker that trains. */
export interface TrainerConnection {
  readonly trainer: Trainer;
  onLost(listener: (failure: FailureData) => void): void;
  close(): void;
}

/** Starts a worker that trains; close it when the workshop is left. */
export function connectTrainer(): TrainerConnection {
  const { service, onLost, close } = connectWorker<TrainerMethods>(trainerWorkerUrl, 'StrataCAM trainer', {
    methods: ['train'],
  });
  return { trainer: service, onLost, close };
}
