import { Failure } from './failure.ts';

/** Does pieces of work in the order in which they came. */
export type TakeTurn = <Result>(
  signal: { readonly aborted: boolean } | undefined,
  work: () => Promise<Result>,
) => Promise<Result>;

/**
 * A queue of its own. What is cancelled while it waits never starts and rejects with the failure `cancelled` when its
 * turn comes; what fails does not keep the next from its turn.
 *
 * @param places how many may be in work at a time, at least 1
 */
export function createTurns(places = 1): TakeTurn {
  let free = places;
  const waiting: (() => void)[] = [];

  function takePlace(): Promise<void> {
    if (free === 0) return new Promise((begin) => waiting.push(begin));
    free -= 1;
    return Promise.resolve();
  }

  function leavePlace(): void {
    const begin = waiting.shift();
    if (begin) begin();
    else free += 1;
  }

  return async (signal, work) => {
    await takePlace();
    try {
      if (signal?.aborted) throw new Failure('cancelled', 'cancelled while it waited');
      return await work();
    } finally {
      leavePlace();
    }
  };
}
