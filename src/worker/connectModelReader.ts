import type { FailureData } from '../lib/failure.ts';
import type { Service } from '../lib/service.ts';
import type { ModelReaderMethods } from '../model/sheet/readWithSheet.ts';
import { connectWorker } from './connectWorker.ts';
import modelReaderUrl from './modelReader.worker.ts?worker&url';

/** One life of the worker that reads models: a hostile file can take nothing down but that. */
export interface ModelReaderConnection {
  readonly reader: Service<ModelReaderMethods>;
  onLost(listener: (failure: FailureData) => void): void;
  close(): void;
}

/** Starts it; start it when a model comes, and close it after. A file that keeps it busy for 20 seconds ends it. */
export function connectModelReader(): ModelReaderConnection {
  const { service, onLost, close } = connectWorker<ModelReaderMethods>(
    modelReaderUrl,
    'StrataCAM model reader',
    {
      methods: ['read'],
    },
  );
  return { reader: service, onLost, close };
}
