/** Trades sharpness for smoothness on a slow machine: fewer pixels when drawing takes too long. Pure. */

export interface ResolutionGovernor {
  /** Reports what one draw took and answers with the pixels per CSS pixel to use from now on. */
  report(drawMs: number): number;
  /** Starts over at a new device pixel ratio and answers with it. */
  restart(pixelRatio: number): number;
}

/** Two stages must draw within a 60 Hz frame and leave the page some of it. */
const BUDGET_MS = 6;
/** Draws between decisions; the median of so many is not fooled by one pause. */
const SAMPLES = 9;
const STEP = 0.75;
/** So much faster than needed that the next step up, with 1.8 times the pixels, is safe. */
const AMPLE_MS = BUDGET_MS / 4;
/** Below this the photo is visibly soft. */
const LOWEST_RATIO = 0.75;

export function createResolutionGovernor(): ResolutionGovernor {
  let highest = 1;
  let ratio = 1;
  let samples: number[] = [];
  return {
    report(drawMs) {
      samples.push(drawMs);
      if (samples.length < SAMPLES) return ratio;
      const median = samples.sort((a, b) => a - b)[SAMPLES >> 1]!;
      samples = [];
      if (median > BUDGET_MS) ratio = Math.max(Math.min(ratio, LOWEST_RATIO), ratio * STEP);
      else if (median < AMPLE_MS) ratio = Math.min(highest, ratio / STEP);
      return ratio;
    },
    restart(pixelRatio) {
      highest = pixelRatio;
      ratio = pixelRatio;
      samples = [];
      return ratio;
    },
  };
}
