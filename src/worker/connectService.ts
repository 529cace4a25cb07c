/** The page's end of the protocol: a service whose methods run in a worker. */
import { Failure, type FailureData, failureFromData } from '../lib/failure.ts';
import type { CallOptions, MethodTable, Service } from '../lib/service.ts';
import type { CallId, Endpoint, ToPage, ToWorker } from './protocol.ts';
import { picturesOf } from './transferables.ts';

export interface ServiceConnection<Table extends MethodTable<Table>> {
  readonly service: Service<Table>;
  /** Called at most once, when the worker died, fell silent or lost its device. */
  onLost(listener: (failure: FailureData) => void): void;
  /** Told true when the worker owes a sign of life for a quarter of its patience, false when it gives one. */
  onSilence(listener: (isSilent: boolean) => void): void;
  /** Ends the connection: pending calls reject with `workerDied`, later ones too. */
  close(): void;
  /** For the owner of the worker: something outside the protocol ended it. */
  fail(failure: FailureData): void;
}

export interface ConnectOptions<Table extends MethodTable<Table>> {
  readonly methods: readonly (keyof Table)[];
  /** How long the worker may be silent while a call is open; the worker may ask for more. */
  readonly silenceMs?: number;
  readonly setTimer?: (callback: () => void, delayMs: number) => unknown;
  readonly clearTimer?: (timer: unknown) => void;
}

interface PendingCall {
  resolve(result: unknown): void;
  reject(failure: Failure): void;
  onEvent(event: unknown): void;
}

const defaultSilenceMs = 20_000;
const pingEveryMs = 2_000;

/**
 * Connects to a service behind `endpoint`. Each method rejects with a {@link Failure}: `cancelled` as
 * soon as its signal aborts, `workerDied` or `workerUnresponsive` when there is nobody left to answer.
 * While a call is open the worker is pinged; any message from it counts as a sign of life.
 */
export function connectService<Table extends MethodTable<Table>>(
  endpoint: Endpoint,
  options: ConnectOptions<Table>,
): ServiceConnection<Table> {
  const setTimer = options.setTimer ?? ((callback, delayMs) => setTimeout(callback, delayMs));
  const clearTimer = options.clearTimer ?? ((timer) => clearTimeout(timer as number));
  const pending = new Map<CallId, PendingCall>();
  let silenceMs = options.silenceMs ?? defaultSilenceMs;
  let silentPings = 0;
  let pingTimer: unknown = null;
  let nextId: CallId = 1;
  let ended: Failure | null = null;
  let lostListener: ((failure: FailureData) => void) | null = null;
  let silenceListener: ((isSilent: boolean) => void) | null = null;
  let isSilent = false;

  const post = (message: ToWorker<Table>, transfer: Transferable[] = []) =>
    endpoint.postMessage(message, transfer);

  function setSilent(silent: boolean): void {
    if (silent === isSilent) return;
    isSilent = silent;
    silenceListener?.(silent);
  }

  function end(failure: Failure, announce: boolean): void {
    if (ended) return;
    ended = failure;
    setSilent(false);
    endpoint.removeEventListener('message', receive);
    clearTimer(pingTimer);
    const calls = [...pending.values()];
    pending.clear();
    // Listeners hear of the loss first, so that a rejected call already finds its replacement under way.
    if (announce) lostListener?.(failure);
    for (const call of calls) call.reject(failure);
  }

  function watch(): void {
    clearTimer(pingTimer);
    pingTimer = null;
    if (pending.size === 0) setSilent(false);
    if (ended || pending.size === 0) return;
    pingTimer = setTimer(() => {
      // Counting pings instead of reading a clock: a laptop that slept is not a dead worker.
      if (silentPings * pingEveryMs >= silenceMs) {
        end(new Failure('workerUnresponsive', `silent for ${silenceMs} ms`, { silenceMs }), true);
        return;
      }
      const owesMs = (silentPings + 1) * pingEveryMs;
      if (silentPings > 0 && owesMs >= silenceMs / 4) setSilent(true);
      silentPings += 1;
      post({ kind: 'ping' });
      watch();
    }, pingEveryMs);
  }

  function receive(message: MessageEvent<ToPage<Table>>): void {
    silentPings = 0;
    setSilent(false);
    const data = message.data;
    switch (data.kind) {
      case 'event':
        pending.get(data.id)?.onEvent(data.event);
        return;
      case 'result':
        take(data.id)?.resolve(data.result);
        return;
      case 'failure':
        take(data.id)?.reject(failureFromData(data.failure));
        return;
      case 'pong':
        return;
      case 'lost':
        end(failureFromData(data.failure), true);
        return;
      case 'patience':
        silenceMs = data.silenceMs;
        return;
    }
  }

  function take(id: CallId): PendingCall | undefined {
    const call = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) watch();
    return call;
  }

  function call<Method extends keyof Table>(
    method: Method,
    params: Table[Method]['params'],
    { signal, onEvent }: CallOptions<Table[Method]['event']> = {},
  ): Promise<Table[Method]['result']> {
    return new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      if (signal?.aborted) return reject(new Failure('cancelled', 'cancelled before it began'));
      const id = nextId++;
      const onAbort = () => {
        if (!take(id)) return;
        post({ kind: 'cancel', id });
        reject(new Failure('cancelled', 'cancelled by the caller'));
      };
      const settle = () => signal?.removeEventListener('abort', onAbort);
      pending.set(id, {
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (failure) => {
          settle();
          reject(failure);
        },
        onEvent: (event) => onEvent?.(event),
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        post({ kind: 'call', id, method, params } as ToWorker<Table>, picturesOf(params));
      } catch (thrown) {
        take(id)?.reject(new Failure('internal', `could not be posted: ${String(thrown)}`));
        return;
      }
      if (pending.size === 1) {
        silentPings = 0;
        watch();
      }
    });
  }

  endpoint.addEventListener('message', receive);
  endpoint.start?.();
  const service = Object.fromEntries(
    options.methods.map((method) => [
      method,
      (params: Table[typeof method]['params'], callOptions?: CallOptions<Table[typeof method]['event']>) =>
        call(method, params, callOptions),
    ]),
  );
  return {
    // fromEntries forgets which key has which function; the loop above pairs them.
    service: service as Service<Table>,
    onLost: (listener) => {
      lostListener = listener;
    },
    onSilence: (listener) => {
      silenceListener = listener;
    },
    close: () => end(new Failure('workerDied', 'the connection was closed'), false),
    fail: (failure) => end(failureFromData(failure), true),
  };
}
