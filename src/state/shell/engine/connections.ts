/** What the store needs from the threads behind it: types only. One connection is one worker's life. */
import type { Engine } from '../../../engine/api.ts';
import type { PictureReader } from '../../../image/pictureApi.ts';
import type { FailureData } from '../../../lib/failure.ts';

export interface EngineConnection {
  readonly engine: Engine;
  /** Called at most once, when the worker or its device is gone; all pending calls reject. */
  onLost(listener: (failure: FailureData) => void): void;
  /** Told true when the worker has owed an answer for some seconds, false when it gives one. */
  onSilence(listener: (isSilent: boolean) => void): void;
  close(): void;
}

export interface PictureReaderConnection {
  readonly reader: PictureReader;
  /** Called at most once, when the worker is gone; all pending calls reject. */
  onLost(listener: (failure: FailureData) => void): void;
  close(): void;
}
