import { Failure } from './failure.ts';

/** Does one piece of work after another, in the order in which they came. */
export type TakeTurn = <Result>(
  signal: { readonly aborted: boolean } | undefined,
  work: () => Promise<Result>,
) => Promise<Result>;

/**
 * A queue of its own. What is cancelled while it waits never starts and rejects with the failure `cancelled` when its
 * turn comes; what fails does not keep the next from its turn.
 */
export function createTurns(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (signal, work) => {
    const turn = last.then(() => {
      if (signal?.aborted) throw new Failure('cancelled', 'cancelled while it waited');
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
