import type { LayersModelFiles } from '../../model/version/replaceHead.ts';
import type { Bank } from '../../train/bank/bank.ts';
import type { Trainer } from '../../train/trainerApi.ts';
import type { History } from '../shell/history.ts';

/** What the workshop needs of its surroundings. */
export interface WorkshopDependencies {
  /** The training set; rejects with a failure. */
  loadBank(onProgress: (loadedBytes: number) => void): Promise<Bank>;
  /** The files of the model that runs, and its `ModelInfo.hash`. */
  loadModel(): Promise<{ readonly hash: string; readonly files: LayersModelFiles }>;
  /** Starts what trains; asked for when it is first needed. */
  connectTrainer(): { readonly trainer: Trainer; close(): void };
  readonly history: History;
  /** Name and version of the program, for recipes. */
  readonly application: string;
}
