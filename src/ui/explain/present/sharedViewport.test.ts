import { beforeEach, expect, test } from 'vitest';
import { createSharedViewport, type SharedViewport } from './sharedViewport.ts';

let viewport: SharedViewport;
let frames = 0;

beforeEach(() => {
  frames = 0;
  viewport = createSharedViewport(() => {
    frames += 1;
  });
  viewport.resize({ width: 400, height: 400 });
  viewport.setPhoto({ width: 800, height: 400 });
});

test('the whole photo is shown until somebody zooms', () => {
  expect(viewport.get()).toEqual({ scale: 0.5, centreX: 400, centreY: 200 });
  expect(viewport.zoomed.get()).toBe(false);
});

test('zooming out again to the whole photo ends the zoom', () => {
  viewport.zoom(4);
  expect(viewport.get().scale).toBe(2);
  expect(viewport.zoomed.get()).toBe(true);
  viewport.zoom(1 / 8);
  expect(viewport.get()).toEqual({ scale: 0.5, centreX: 400, centreY: 200 });
  expect(viewport.zoomed.get()).toBe(false);
});

test('an unzoomed photo follows the size of its stage', () => {
  viewport.resize({ width: 800, height: 400 });
  expect(viewport.get().scale).toBe(1);
});

test('dragging moves only a zoomed photo', () => {
  viewport.pan(50, 0);
  expect(viewport.get().centreX).toBe(400);
  viewport.zoom(4);
  viewport.pan(50, 0);
  expect(viewport.get().centreX).toBe(375);
});

test('a photo of another size starts as a whole, one of the same size keeps the zoom', () => {
  viewport.zoom(4);
  viewport.setPhoto({ width: 800, height: 400 });
  expect(viewport.zoomed.get()).toBe(true);
  viewport.setPhoto({ width: 400, height: 400 });
  expect(viewport.zoomed.get()).toBe(false);
});

test('listeners hear of a zoom once, and every change asks for a frame', () => {
  let told = 0;
  viewport.zoomed.subscribe(() => {
    told += 1;
  });
  const before = frames;
  viewport.zoom(2);
  viewport.zoom(2);
  expect(told).toBe(1);
  expect(frames - before).toBe(2);
});
