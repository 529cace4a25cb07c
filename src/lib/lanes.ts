/** One place of work for calls of different urgency. */
import { Failure } from './failure.ts';

/**
 * How urgent a call is: somebody waits for it; somebody may want it soon; it is one of very many. Calls of a lane are
 * begun in the order in which they came.
 */
export type Lane = 'interactive' | 'ahead' | 'bulk';

const lanes: readonly Lane[] = ['interactive', 'ahead', 'bulk'];

/** What work is given while it has the place. */
export interface Turn {
  /**
   * Lets the calls of more urgent lanes that wait do their work, and resumes when none is left; resolves at once when
   * none waits. To be awaited between two units of the work, where nothing is half done that others could disturb.
   */
  giveWay(): Promise<void>;
}

/**
 * Does the work when its turn comes, alone but for what has given way.
 *
 * @param signal aborted while the call waits, the work never starts and the call rejects with the failure `cancelled`
 * when its turn comes; work that has started has to look for itself
 */
export type TakeLane = <Result>(
  lane: Lane,
  signal: { readonly aborted: boolean } | undefined,
  work: (turn: Turn) => Promise<Result>,
) => Promise<Result>;

/** Lanes with one place. Work that fails does not keep the next from its turn. */
export function createLanes(): TakeLane {
  const waiting: Record<Lane, (() => void)[]> = { interactive: [], ahead: [], bulk: [] };
  let isTaken = false;

  function takePlace(lane: Lane, position: 'first' | 'last'): Promise<void> {
    if (!isTaken) {
      isTaken = true;
      return Promise.resolve();
    }
    return new Promise((begin) => {
      if (position === 'first') waiting[lane].unshift(begin);
      else waiting[lane].push(begin);
    });
  }

  /** The place goes straight to the next, so that nobody who comes in between can take it. */
  function leavePlace(): void {
    const lane = lanes.find((one) => waiting[one].length > 0);
    if (lane) waiting[lane].shift()!();
    else isTaken = false;
  }

  function isOutrun(lane: Lane): boolean {
    return lanes.slice(0, lanes.indexOf(lane)).some((one) => waiting[one].length > 0);
  }

  return async (lane, signal, work) => {
    await takePlace(lane, 'last');
    try {
      if (signal?.aborted) throw new Failure('cancelled', 'cancelled while it waited');
      return await work({
        async giveWay() {
          if (!isOutrun(lane)) return;
          leavePlace();
          await takePlace(lane, 'first');
        },
      });
    } finally {
      leavePlace();
    }
  };
}
