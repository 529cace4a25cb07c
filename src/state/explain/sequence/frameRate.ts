/** Long enough to be steady, short enough to follow. */
const windowMs = 2000;
const renewEveryMs = 1000;

export interface FrameRate {
  /** A frame was explained. Gives frames per second, which is renewed once a second; null until it can be told. */
  count(): number | null;
}

/**
 * Frames per second over about two seconds.
 * @param now a clock in milliseconds
 */
export function createFrameRate(now: () => number): FrameRate {
  let timesMs: number[] = [];
  let renewedMs = now();
  let rate: number | null = null;
  return {
    count() {
      const nowMs = now();
      timesMs = [...timesMs.filter((timeMs) => nowMs - timeMs <= windowMs), nowMs];
      const spanMs = nowMs - (timesMs[0] ?? nowMs);
      if (spanMs > 0 && nowMs - renewedMs >= renewEveryMs) {
        rate = ((timesMs.length - 1) * 1000) / spanMs;
        renewedMs = nowMs;
      }
      return rate;
    },
  };
}
