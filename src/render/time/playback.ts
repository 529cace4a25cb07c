/**
 * The player of a sequence of maps: a clock in, two map positions and a blend out. Pure; the caller asks
 * once per animation frame.
 */

/** What to draw: the map at `from`, with the map at `to` mixed in by `blend`. */
export interface PlaybackFrame {
  /** 0 … count − 1, fractional between two maps. While looping it runs on to `count`. */
  readonly position: number;
  readonly from: number;
  readonly to: number;
  /** 0 shows `from`, 1 shows `to`. */
  readonly blend: number;
  /** The map that is seen more of: what a slider and a caption should name. */
  readonly nearest: number;
  /** False once the last map was reached without looping, or after `pause`. */
  readonly playing: boolean;
}

export interface PlaybackSettings {
  /** Number of maps in the sequence. */
  readonly count: number;
  readonly speed: number;
  readonly loop: boolean;
  /** False (for reduced motion) steps from map to map without mixing them. */
  readonly crossFade: boolean;
}

export interface Playback {
  /** Plays on from the position; from the start if it is at the end. Does nothing while playing. */
  play(): void;
  pause(): void;
  /** Goes to a position, clamped; goes on playing if it was. */
  seek(position: number): void;
  /** Changes settings while it runs; the position stays, as far as the sequence reaches. */
  configure(change: Partial<PlaybackSettings>): void;
  /** Advances to the clock's time and says what to draw. */
  frame(): PlaybackFrame;
}

/** Maps per second at speed 1. */
export const BASE_RATE = 12;

/** The part of its time in which a map is shown pure before the next one fades in. */
const HOLD_SHARE = 0.4;

/** A gap between frames longer than this (a hidden tab, a stall) does not skip maps. */
const LONGEST_STEP_MS = 250;

/** `nowMs` is a monotonic clock, e.g. `() => performance.now()`. Starts paused at position 0. */
export function createPlayback(initial: PlaybackSettings, nowMs: () => number): Playback {
  let settings = initial;
  let position = 0;
  let playing = false;
  let lastMs = 0;

  const last = () => Math.max(0, settings.count - 1);

  function advance(): void {
    if (!playing) return;
    const now = nowMs();
    const elapsedMs = Math.min(now - lastMs, LONGEST_STEP_MS);
    lastMs = now;
    position += (elapsedMs / 1000) * BASE_RATE * settings.speed;
    if (settings.loop && settings.count > 1) {
      position %= settings.count;
    } else if (position >= last()) {
      position = last();
      playing = false;
    }
  }

  return {
    play() {
      if (playing || settings.count < 1) return;
      if (position >= last() && !settings.loop) position = 0;
      lastMs = nowMs();
      playing = true;
    },
    pause() {
      advance();
      playing = false;
    },
    seek(target) {
      position = Math.min(last(), Math.max(0, target));
      lastMs = nowMs();
    },
    configure(change) {
      advance();
      settings = { ...settings, ...change };
      if (position > (settings.loop ? settings.count : last())) position = last();
    },
    frame() {
      advance();
      return { position, playing, ...mixAt(position, settings) };
    },
  };
}

/**
 * Which maps a fractional position shows: each map is held pure for {@link HOLD_SHARE} of its time, then
 * the next fades in with a smoothstep (no jump in speed at either end). After the last map comes the first
 * if the sequence loops. An empty sequence gives position 0, pure.
 */
export function mixAt(
  position: number,
  settings: Pick<PlaybackSettings, 'count' | 'loop' | 'crossFade'>,
): Pick<PlaybackFrame, 'from' | 'to' | 'blend' | 'nearest'> {
  const last = Math.max(0, settings.count - 1);
  const from = Math.min(last, Math.max(0, Math.floor(position)));
  const to = from < last ? from + 1 : settings.loop ? 0 : last;
  const linear = Math.max(0, (position - from - HOLD_SHARE) / (1 - HOLD_SHARE));
  if (to === from || linear === 0 || !settings.crossFade) return { from, to: from, blend: 0, nearest: from };
  const blend = linear * linear * (3 - 2 * linear);
  return { from, to, blend, nearest: blend < 0.5 ? from : to };
}
