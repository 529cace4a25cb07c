import { Failure, type FailureData } from '../lib/failure.ts';
import { partUnreachable } from '../lib/loadPart.ts';
import type { MethodTable, Service } from '../lib/service.ts';
import { type ConnectOptions, connectService } from './connectService.ts';

export interface WorkerConnection<Table extends MethodTable<Table>> {
  readonly service: Service<Table>;
  onLost(listener: (failure: FailureData) => void): void;
  onSilence(listener: (isSilent: boolean) => void): void;
  close(): void;
}

/**
 * Starts a module worker and connects to the service it serves; one connection is one worker's life.
 *
 * The worker is started from a blob that imports the real script: a worker inherits the policy of its
 * creator only when it comes from a blob, so that a page whose Content-Security-Policy is a meta tag
 * (a static host without headers) keeps its worker from talking to other origins too.
 */
export function connectWorker<Table extends MethodTable<Table>>(
  scriptUrl: string,
  name: string,
  options: ConnectOptions<Table>,
): WorkerConnection<Table> {
  const absoluteUrl = new URL(scriptUrl, import.meta.url).href;
  const bootstrap = new Blob([`import ${JSON.stringify(absoluteUrl)};`], { type: 'text/javascript' });
  const bootstrapUrl = URL.createObjectURL(bootstrap);
  const worker = new Worker(bootstrapUrl, { type: 'module', name });
  const connection = connectService<Table>(worker, options);
  let hasSpoken = false;
  worker.addEventListener(
    'message',
    () => {
      hasSpoken = true;
    },
    { once: true },
  );
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    worker.terminate();
    // A script that did not arrive is told of without a word; one that throws says what.
    if (hasSpoken || event.message) connection.fail(new Failure('workerDied', event.message));
    else void partUnreachable(`${name} did not arrive`).then(connection.fail);
  });
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    connection.close();
    worker.terminate();
    URL.revokeObjectURL(bootstrapUrl);
  };
  return {
    service: connection.service,
    onLost: (listener) =>
      connection.onLost((failure) => {
        worker.terminate();
        listener(failure);
      }),
    onSilence: connection.onSilence,
    close,
  };
}
