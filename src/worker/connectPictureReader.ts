import type { PictureMethods, PictureReader } from '../image/pictureApi.ts';
import type { FailureData } from '../lib/failure.ts';
import { connectWorker } from './connectWorker.ts';
import pictureWorkerUrl from './picture.worker.ts?worker&url';

/** One life of the picture worker: apart from the engine's, so that a hostile file cannot take that down. */
export interface PictureReaderConnection {
  readonly reader: PictureReader;
  onLost(listener: (failure: FailureData) => void): void;
  close(): void;
}

/** Starts a worker that reads pictures. */
export function connectPictureReader(): PictureReaderConnection {
  const { service, onLost, close } = connectWorker<PictureMethods>(
    pictureWorkerUrl,
    'StrataCAM picture reader',
    { methods: ['read', 'readFrame'] },
  );
  return { reader: service, onLost, close };
}
