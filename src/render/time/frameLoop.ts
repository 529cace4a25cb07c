/**
 * Frames on demand: nothing is drawn while nothing changed. `invalidate` asks for one frame; a draw that
 * returns true asks for the next one by itself (an animation).
 */

/** The browser's clockwork, replaceable in tests. */
export interface FrameClock {
  readonly requestFrame: (callback: (timeMs: number) => void) => number;
  readonly cancelFrame: (handle: number) => void;
  readonly nowMs: () => number;
}

export interface FrameTimes {
  /** From one drawn frame to the next, where they followed each other without a pause. */
  readonly intervalsMs: readonly number[];
  /** What each draw took on this thread. */
  readonly drawMs: readonly number[];
}

export interface FrameLoop {
  /** Asks for a frame; several calls before it give one. */
  invalidate(): void;
  /** Records frame times until the returned function is called, which hands them over. */
  record(): () => FrameTimes;
  dispose(): void;
}

/** `draw` gets the frame's time and returns whether it wants another frame after this one. */
export function createFrameLoop(
  draw: (timeMs: number) => boolean,
  clock: FrameClock = browserClock(),
): FrameLoop {
  let handle: number | null = null;
  let disposed = false;
  let previousMs: number | null = null;
  const recorders = new Set<{ intervalsMs: number[]; drawMs: number[] }>();

  function invalidate(): void {
    if (disposed || handle !== null) return;
    handle = clock.requestFrame(onFrame);
  }

  function onFrame(timeMs: number): void {
    handle = null;
    const startMs = clock.nowMs();
    const goOn = draw(timeMs);
    const drawMs = clock.nowMs() - startMs;
    for (const recorder of recorders) {
      recorder.drawMs.push(drawMs);
      if (previousMs !== null) recorder.intervalsMs.push(timeMs - previousMs);
    }
    if (goOn) invalidate();
    // A frame that nobody asked for yet does not follow this one without a pause.
    previousMs = handle === null ? null : timeMs;
  }

  return {
    invalidate,
    record() {
      const recorder = { intervalsMs: [], drawMs: [] };
      recorders.add(recorder);
      return () => {
        recorders.delete(recorder);
        return recorder;
      };
    },
    dispose() {
      disposed = true;
      if (handle !== null) clock.cancelFrame(handle);
      handle = null;
      recorders.clear();
    },
  };
}

function browserClock(): FrameClock {
  return {
    requestFrame: (callback) => requestAnimationFrame(callback),
    cancelFrame: (handle) => cancelAnimationFrame(handle),
    nowMs: () => performance.now(),
  };
}
