import { describe, expect, test } from 'vitest';
import { createFrameLoop, type FrameClock } from './frameLoop.ts';

/** Frames that happen when the test says so, every 16 ms; drawing takes `drawMs`. */
function createClock(drawMs = 0) {
  let timeMs = 0;
  let pending: ((timeMs: number) => void) | null = null;
  let requests = 0;
  const clock: FrameClock = {
    requestFrame(callback) {
      pending = callback;
      return ++requests;
    },
    cancelFrame() {
      pending = null;
    },
    nowMs: () => {
      timeMs += drawMs;
      return timeMs;
    },
  };
  const frame = (atMs: number) => {
    const callback = pending;
    pending = null;
    callback?.(atMs);
    return callback !== null;
  };
  return { clock, frame };
}

describe('the frame loop', () => {
  test('draws once for several changes, and not at all without one', () => {
    const { clock, frame } = createClock();
    const drawn: number[] = [];
    const loop = createFrameLoop((timeMs) => {
      drawn.push(timeMs);
      return false;
    }, clock);
    expect(frame(0)).toBe(false);
    loop.invalidate();
    loop.invalidate();
    expect(frame(16)).toBe(true);
    expect(frame(32)).toBe(false);
    expect(drawn).toEqual([16]);
  });

  test('goes on as long as the drawing asks for it', () => {
    const { clock, frame } = createClock();
    let left = 3;
    createFrameLoop(() => --left > 0, clock).invalidate();
    const ran = [16, 32, 48, 64].map(frame);
    expect(ran).toEqual([true, true, true, false]);
  });

  test('draws a change that is made while drawing in the next frame', () => {
    const { clock, frame } = createClock();
    let draws = 0;
    const loop = createFrameLoop(() => {
      if (++draws === 1) loop.invalidate();
      return false;
    }, clock);
    loop.invalidate();
    expect([frame(16), frame(32), frame(48)]).toEqual([true, true, false]);
  });

  test('draws nothing after it was disposed', () => {
    const { clock, frame } = createClock();
    const loop = createFrameLoop(() => true, clock);
    loop.invalidate();
    loop.dispose();
    loop.invalidate();
    expect(frame(16)).toBe(false);
  });

  test('records how long draws take and how far consecutive frames are apart, pauses left out', () => {
    const { clock, frame } = createClock(5);
    let goOn = true;
    const loop = createFrameLoop(() => goOn, clock);
    const stop = loop.record();
    loop.invalidate();
    frame(100);
    goOn = false;
    frame(117);
    loop.invalidate();
    frame(900);
    expect(stop()).toEqual({ intervalsMs: [17], drawMs: [5, 5, 5] });
  });
});
