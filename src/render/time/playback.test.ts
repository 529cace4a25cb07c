import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASE_RATE, createPlayback, mixAt, type PlaybackSettings } from './playback.ts';

const settings: PlaybackSettings = { count: 10, speed: 1, loop: false, crossFade: true };
const layerMs = 1000 / BASE_RATE;

function createPlayer(change: Partial<PlaybackSettings> = {}) {
  let timeMs = 5000;
  const playback = createPlayback({ ...settings, ...change }, () => timeMs);
  const advance = (elapsedMs: number) => {
    timeMs += elapsedMs;
    return playback.frame();
  };
  return { playback, advance };
}

describe('playback', () => {
  test('stands still until it is started, whatever the clock does', () => {
    const { advance } = createPlayer();
    expect(advance(1000)).toEqual({ position: 0, playing: false, from: 0, to: 0, blend: 0, nearest: 0 });
  });

  test('passes twelve maps a second times its speed', () => {
    const { playback, advance } = createPlayer({ speed: 2 });
    playback.play();
    expect(advance(125).position).toBeCloseTo(3, 9);
    playback.configure({ speed: 0.5 });
    expect(advance(250).position).toBeCloseTo(4.5, 9);
  });

  test('stops on the last map and starts over when played again', () => {
    const { playback, advance } = createPlayer({ count: 3 });
    playback.play();
    advance(240);
    expect(advance(240)).toEqual({ position: 2, playing: false, from: 2, to: 2, blend: 0, nearest: 2 });
    playback.play();
    expect(playback.frame().position).toBe(0);
  });

  test('fades from the last map into the first while looping', () => {
    const { playback, advance } = createPlayer({ count: 4, loop: true });
    playback.seek(3);
    playback.play();
    expect(advance(0.9 * layerMs)).toMatchObject({ from: 3, to: 0, nearest: 0, playing: true });
    expect(advance(0.6 * layerMs).position).toBeCloseTo(0.5, 9);
  });

  test('goes on from where it is sent, and no further than the ends', () => {
    const { playback, advance } = createPlayer();
    playback.play();
    advance(100);
    playback.seek(6);
    expect(advance(layerMs).position).toBeCloseTo(7, 9);
    playback.seek(-4);
    expect(playback.frame().position).toBe(0);
    playback.seek(99);
    expect(playback.frame().position).toBe(9);
  });

  test('stays where it was paused', () => {
    const { playback, advance } = createPlayer();
    playback.play();
    const paused = advance(layerMs * 1.5);
    playback.pause();
    expect(advance(1000)).toEqual({ ...paused, playing: false });
  });

  test('skips no maps when the page was hidden for a minute', () => {
    const { playback, advance } = createPlayer({ count: 155 });
    playback.play();
    expect(advance(60_000).position).toBeCloseTo(BASE_RATE / 4, 9);
  });

  test('moves to the new end when the sequence gets shorter', () => {
    const { playback } = createPlayer();
    playback.seek(8);
    playback.configure({ count: 4 });
    expect(playback.frame().position).toBe(3);
  });

  test('shows the first position of an empty sequence and never plays it', () => {
    const { playback, advance } = createPlayer({ count: 0, loop: true });
    playback.play();
    expect(advance(100)).toEqual({ position: 0, playing: false, from: 0, to: 0, blend: 0, nearest: 0 });
  });
});

describe('the mix at a position', () => {
  test('is pure for the first two fifths, half in the middle of the rest', () => {
    expect(mixAt(4.39, settings)).toEqual({ from: 4, to: 4, blend: 0, nearest: 4 });
    expect(mixAt(4.7, settings).blend).toBeCloseTo(0.5, 9);
    expect(mixAt(4.7001, settings).nearest).toBe(5);
    expect(mixAt(4.6999, settings).nearest).toBe(4);
  });

  test('has no jump anywhere, also not from one map to the next', () => {
    const weightOf = (map: number, position: number) => {
      const { from, to, blend } = mixAt(position, settings);
      return (from === map ? 1 - blend : 0) + (to === map ? blend : 0);
    };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8.999, noNaN: true }), (position) => {
        for (let map = 0; map < settings.count; map++) {
          expect(Math.abs(weightOf(map, position + 0.001) - weightOf(map, position))).toBeLessThan(0.004);
        }
      }),
    );
  });

  test('is always one map alone where motion is reduced', () => {
    const steady = { ...settings, crossFade: false };
    for (const position of [0, 0.5, 3.99, 9]) {
      const { from, to, blend } = mixAt(position, steady);
      expect([from, to, blend]).toEqual([Math.floor(position), Math.floor(position), 0]);
    }
  });
});
