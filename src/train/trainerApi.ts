/** Training as a service, so that a worker can do it: types only. */
import type { Service } from '../lib/service.ts';
import type { Head } from '../model/version/head.ts';
import type { FitStep } from './head/fitHead.ts';
import type { TrainedHead, TrainingSettings } from './training/trainHead.ts';
import type { TrainingPool } from './training/trainingPool.ts';

export interface TrainParams {
  readonly pool: TrainingPool;
  readonly settings: TrainingSettings;
  /** Where to begin, for speed alone. */
  readonly start?: Head;
}

export interface TrainerMethods {
  /** `trainHead`, with an event for each iteration. */
  train: { params: TrainParams; result: TrainedHead; event: FitStep };
}

export type Trainer = Service<TrainerMethods>;
