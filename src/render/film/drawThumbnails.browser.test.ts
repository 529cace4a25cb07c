import { expect, test } from 'vitest';
import type { Grid } from '../../cam/map/grid.ts';
import { colourTable } from '../paint/colourMaps.ts';
import type { FrameClock } from '../time/frameLoop.ts';
import { createThumbnailStrip, type ThumbnailMap, type ThumbnailStripContent } from './drawThumbnails.ts';

/** Each question for the time takes 2 ms, so a frame's budget of 5 ms is spent after two thumbnails. */
function createClock() {
  let timeMs = 0;
  let pending: ((timeMs: number) => void) | null = null;
  const clock: FrameClock = {
    requestFrame(callback) {
      pending = callback;
      return 1;
    },
    cancelFrame() {
      pending = null;
    },
    nowMs: () => (timeMs += 2),
  };
  const frame = () => {
    const callback = pending;
    pending = null;
    callback?.(timeMs);
    return pending !== null;
  };
  return { clock, frame };
}

function flat(value: number): Grid {
  return { width: 1, height: 1, data: Float32Array.of(value) };
}

function content(maps: readonly ThumbnailMap[], change: Partial<ThumbnailStripContent> = {}) {
  const look = { photo: null, size: 8, gap: 2, opacity: 1, smooth: true, pixelRatio: 1 };
  const rest = { ...look, first: 0, reach: Infinity };
  return { ...rest, count: maps.length, mapAt: (place: number) => maps[place] ?? null, ...change };
}

function createStrip() {
  const canvas = document.createElement('canvas');
  const time = createClock();
  const strip = createThumbnailStrip(canvas, time.clock);
  const colourAt = (x: number, y = 4) => [...(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])];
  return { canvas, strip, colourAt, ...time };
}

const map = (value: number): ThumbnailMap => ({ grid: flat(value), colours: 'magma' });
const colourOf = (index: number) => [...colourTable('magma').subarray(index * 3, index * 3 + 3), 255];
const NOTHING = [0, 0, 0, 0];

test('thumbnails stand side by side with gaps between them', () => {
  const { canvas, strip, frame, colourAt } = createStrip();
  strip.show(content([map(0), map(1)]));
  frame();
  expect([canvas.width, canvas.height, canvas.style.width]).toEqual([18, 8, '18px']);
  expect(colourAt(4)).toEqual(colourOf(0));
  expect(colourAt(9)).toEqual(NOTHING);
  expect(colourAt(14)).toEqual(colourOf(255));
});

test('a few are painted per frame, from the first asked for outwards', () => {
  const { strip, frame, colourAt } = createStrip();
  strip.show(content([map(1), map(1), map(1), map(1), map(1)], { first: 4 }));
  const shown = () => [4, 14, 24, 34, 44].map((x) => colourAt(x)[3] === 255);
  expect(frame()).toBe(true);
  expect(shown()).toEqual([false, false, false, true, true]);
  expect(frame()).toBe(true);
  expect(shown()).toEqual([false, true, true, true, true]);
  expect(frame()).toBe(false);
  expect(shown()).toEqual([true, true, true, true, true]);
});

test('places beyond the reach stay as they are until they are asked for, or are empty with another photo', async () => {
  const { strip, frame, colourAt } = createStrip();
  const all = content([map(1), map(1), map(1), map(1), map(1)], { first: 1 });
  strip.show({ ...all, reach: 1 });
  const shown = () => [4, 14, 24, 34, 44].map((x) => colourAt(x)[3] === 255);
  while (frame());
  expect(shown()).toEqual([true, true, true, false, false]);
  strip.show(all);
  while (frame());
  expect(shown()).toEqual([true, true, true, true, true]);
  const bitmap = await createImageBitmap(new ImageData(4, 4));
  const photo = { bitmap, width: 4, height: 4, seen: { x: 0, y: 0, width: 4, height: 4 } };
  strip.show({ ...all, photo, reach: 1 });
  while (frame());
  expect(shown()).toEqual([true, true, true, false, false]);
});

test('only what changed is painted again', () => {
  const { strip, frame, colourAt, canvas } = createStrip();
  const [first, second] = [map(1), map(1)];
  strip.show(content([first, second]));
  frame();
  canvas.getContext('2d')?.clearRect(0, 0, 18, 8);
  strip.show(content([first, second]));
  frame();
  expect([colourAt(4), colourAt(14)]).toEqual([NOTHING, NOTHING]);
  strip.show(content([first, map(0)]));
  frame();
  expect(colourAt(4)).toEqual(NOTHING);
  expect(colourAt(14)).toEqual(colourOf(0));
});

test('the seen part of the photo lies under the map, alone where there is no map', async () => {
  const { strip, frame, colourAt } = createStrip();
  const pixels = new ImageData(20, 10);
  for (let index = 0; index < 200; index++)
    pixels.data.set(index % 20 < 10 ? [200, 0, 0, 255] : [0, 0, 200, 255], index * 4);
  // The bitmap has half the photo's pixels; the model saw the photo's blue half.
  const seen = { x: 20, y: 0, width: 20, height: 20 };
  const photo = { bitmap: await createImageBitmap(pixels), width: 40, height: 20, seen };
  strip.show(content([null, map(1)], { photo, opacity: 0.5 }));
  frame();
  expect(colourAt(4)).toEqual([0, 0, 200, 255]);
  const [red = 0, green = 0, blue = 0] = colourOf(255);
  const expected = [red / 2, green / 2, 100 + blue / 2, 255];
  colourAt(14).forEach((value, channel) => {
    expect(Math.abs(value - expected[channel]!)).toBeLessThanOrEqual(1);
  });
});

test('a map is asked for when its turn comes', () => {
  const { strip, frame } = createStrip();
  const asked: number[] = [];
  const mapAt = (place: number) => {
    asked.push(place);
    return map(1);
  };
  strip.show({ ...content([null, null, null, null, null]), mapAt });
  expect(asked).toEqual([]);
  frame();
  expect(asked).toEqual([0, 1]);
});

test('a strip longer than any canvas gets fewer pixels, not fewer thumbnails', () => {
  const { canvas, strip } = createStrip();
  strip.show(content(Array(4000).fill(null), { pixelRatio: 2 }));
  expect(canvas.width).toBeLessThanOrEqual(16384);
  expect(canvas.style.width).toBe(`${4000 * 10 - 2}px`);
});
