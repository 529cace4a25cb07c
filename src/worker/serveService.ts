/** The worker's end of the protocol: runs the calls that arrive and posts what comes of them. */
import type { FailureData } from '../lib/failure.ts';
import { Failure, failureData, toFailure } from '../lib/failure.ts';
import type { MethodTable, Service } from '../lib/service.ts';
import type { CallId, Endpoint, ToPage, ToWorker } from './protocol.ts';
import { transferablesOf } from './transferables.ts';

export interface ServedService {
  /** Tells the page that the device is gone. */
  announceLoss(failure: FailureData): void;
  /** Tells the page how long silence is normal. */
  announcePatience(silenceMs: number): void;
}

/**
 * Serves `service` on `endpoint`. For every call exactly one result or failure is posted, events only
 * before it. A cancelled call is answered with the failure `cancelled`; cancelling twice, or what is
 * unknown or over, does nothing. The arrays of a result are transferred, not copied.
 */
export function serveService<Table extends MethodTable<Table>>(
  endpoint: Endpoint,
  service: Service<Table>,
): ServedService {
  const running = new Map<CallId, AbortController>();
  const post = (message: ToPage<Table>, transfer: Transferable[] = []) =>
    endpoint.postMessage(message, transfer);

  async function run<Method extends keyof Table>(
    id: CallId,
    method: Method,
    params: Table[Method]['params'],
  ): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const implementation = service[method];
      if (typeof implementation !== 'function') throw new Failure('internal', `no method ${String(method)}`);
      const result = await implementation(params, {
        signal: controller.signal,
        onEvent: (event) => {
          if (running.has(id) && !controller.signal.aborted) post({ kind: 'event', id, event });
        },
      });
      if (controller.signal.aborted) throw new Failure('cancelled', 'cancelled while the last step ran');
      post({ kind: 'result', id, result }, transferablesOf(result));
    } catch (thrown) {
      post({ kind: 'failure', id, failure: failureData(toFailure(thrown)) });
    } finally {
      running.delete(id);
    }
  }

  endpoint.addEventListener('message', (message: MessageEvent<ToWorker<Table>>) => {
    const data = message.data;
    switch (data.kind) {
      case 'call':
        void run(data.id, data.method, data.params);
        return;
      case 'cancel':
        running.get(data.id)?.abort();
        return;
      case 'ping':
        post({ kind: 'pong' });
        return;
    }
  });
  endpoint.start?.();

  return {
    announceLoss: (failure) => post({ kind: 'lost', failure: failureData(failure) }),
    announcePatience: (silenceMs) => post({ kind: 'patience', silenceMs }),
  };
}
