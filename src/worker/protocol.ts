/**
 * What passes between the page and a worker: types only. docs/protocol.md tells the laws.
 *
 *   page   ──▶ call(id) · cancel(id) · ping                        ──▶ worker
 *   page   ◀── event(id)* then exactly one result(id) | failure(id) ◀── worker
 *   page   ◀── pong · lost · patience                               ◀── worker
 */
import type { FailureData } from '../lib/failure.ts';
import type { MethodTable } from '../lib/service.ts';

/** Grows by one for each call of a connection; never reused. */
export type CallId = number;

type Call<Table extends MethodTable<Table>> = {
  [Method in keyof Table]: {
    readonly kind: 'call';
    readonly id: CallId;
    readonly method: Method;
    readonly params: Table[Method]['params'];
  };
}[keyof Table];

export type ToWorker<Table extends MethodTable<Table>> =
  | Call<Table>
  | { readonly kind: 'cancel'; readonly id: CallId }
  | { readonly kind: 'ping' };

export type ToPage<Table extends MethodTable<Table>> =
  | { readonly kind: 'event'; readonly id: CallId; readonly event: Table[keyof Table]['event'] }
  | { readonly kind: 'result'; readonly id: CallId; readonly result: Table[keyof Table]['result'] }
  | { readonly kind: 'failure'; readonly id: CallId; readonly failure: FailureData }
  | { readonly kind: 'pong' }
  /** The device under the worker is gone: its numbers can no longer be trusted, it must be replaced. */
  | { readonly kind: 'lost'; readonly failure: FailureData }
  /** How long the worker may be silent from now on before it counts as dead, in milliseconds. */
  | { readonly kind: 'patience'; readonly silenceMs: number };

/** The side of a Worker, a worker's global scope or a MessagePort that both ends need. */
export interface Endpoint {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}
