/**
 * A service is a set of asynchronous methods that may report events while they work and can be
 * cancelled. One table of types describes it; the implementation, its worker-side server, its
 * page-side client and the fake used by tests all derive from that table, so a wrong pair of
 * parameters and result does not compile.
 *
 * @example
 * interface Adder { add: { params: [number, number]; result: number; event: never } }
 */
export interface MethodShape {
  readonly params: unknown;
  readonly result: unknown;
  readonly event: unknown;
}

/** A table of methods; interfaces fit although they have no index signature. */
export type MethodTable<Table> = { readonly [Method in keyof Table]: MethodShape };

export interface CallOptions<Event> {
  /** Aborting makes the call reject with the failure `cancelled`. */
  readonly signal?: AbortSignal;
  /** Called zero or more times, always before the promise settles. */
  readonly onEvent?: (event: Event) => void;
}

/** The callable form of a method table. */
export type Service<Table extends MethodTable<Table>> = {
  readonly [Method in keyof Table]: (
    params: Table[Method]['params'],
    options?: CallOptions<Table[Method]['event']>,
  ) => Promise<Table[Method]['result']>;
};
