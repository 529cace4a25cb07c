import type { Crate } from '../../../image/alter/crate.ts';
import { encodeCrate } from '../view/crateCode.ts';

/** A hand that has kept still this long rests: longer than between two steps of a slider, too short to be waited for. */
const restMs = 250;

export interface CrateMoves {
  /** Hears which crate is wished for. */
  follow(crate: Crate | null): void;
  /** Whether the hand is still moving the crate. */
  isMoving(): boolean;
  dispose(): void;
}

/**
 * Tells a crate that is being moved from one that stands. Putting one up or away is no move.
 * @param setTimer see {@link AppDependencies.setTimer}
 * @param onRest the hand has come to rest
 */
export function createCrateMoves(
  setTimer: (callback: () => void, delayMs: number) => () => void,
  onRest: () => void,
): CrateMoves {
  let followed: Crate | null = null;
  let stopWaiting: (() => void) | null = null;

  function dispose(): void {
    stopWaiting?.();
    stopWaiting = null;
  }

  return {
    follow(crate) {
      if (encodeCrate(crate) === encodeCrate(followed)) return;
      const isMove = crate !== null && followed !== null;
      followed = crate;
      dispose();
      if (!isMove) return;
      stopWaiting = setTimer(() => {
        stopWaiting = null;
        onRest();
      }, restMs);
    },
    isMoving: () => stopWaiting !== null,
    dispose,
  };
}
