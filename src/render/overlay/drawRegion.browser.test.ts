import { describe, expect, test } from 'vitest';
import {
  BLUE,
  expectColour,
  grid,
  ORANGE,
  pictureDistance,
  prepareStageCanvas,
} from '../../../test/stageCanvas.ts';
import type { StagePath } from '../stage/createStageRenderer.ts';

const { drawOn } = prepareStageCanvas();

describe.each<StagePath>(['canvas', 'webgl'])('a region of the left half, drawn with %s', (path) => {
  // Zero, hence the region's border, is at x = 40 on the canvas.
  const region = { field: grid(2, [1, -1, 1, -1]), cutOut: null, outline: false, frame: null } as const;
  const photoAlone = { from: null } as const;

  test('dims the photo everywhere else, also where the model did not look', () => {
    const pixels = drawOn(path, { ...photoAlone, region: { ...region, cutOut: 'dim' } });
    const dimmed = (colour: readonly number[]) => [...colour.slice(0, 3).map((value) => value / 4), 255];
    expectColour(pixels.at(30, 20), ORANGE);
    expectColour(pixels.at(38, 49), ORANGE);
    for (const x of [42, 70]) expectColour(pixels.at(x, 30), dimmed(BLUE));
    expectColour(pixels.at(10, 30), dimmed(ORANGE));
  });

  test('leaves nothing elsewhere', () => {
    const pixels = drawOn(path, { ...photoAlone, region: { ...region, cutOut: 'transparent' } });
    expectColour(pixels.at(30, 20), ORANGE);
    for (const x of [10, 42, 70]) expect(pixels.at(x, 30)).toEqual([0, 0, 0, 0]);
  });

  test('has a border that falls between two pixels’ colours, not in steps of a cell', () => {
    const shifted = {
      ...region,
      field: grid(2, [0.95, -1.05, 0.95, -1.05]),
      cutOut: 'transparent',
    } as const;
    // Zero is at 0.975 of two cells: 39.5 on the canvas, in the middle of a pixel.
    const pixels = drawOn(path, { ...photoAlone, region: shifted });
    expect(pixels.at(38, 30)[3]).toBe(255);
    expect(Math.abs(pixels.at(39, 30)[3]! - 128)).toBeLessThan(4);
    expect(pixels.at(40, 30)[3]).toBe(0);
  });

  test('draws its border, and a frame, in light on dark', () => {
    const frame = { x: 12, y: 4, width: 10, height: 10 };
    const pixels = drawOn(path, { ...photoAlone, region: { ...region, outline: true, frame } });
    // The border at x = 40; the frame from (24, 18) to (44, 38).
    for (const [x, y] of [
      [40, 45],
      [24, 28],
      [34, 18],
      [44, 28],
      [34, 37],
    ] as const) {
      expectColour(pixels.at(x, y), [255, 255, 255, 255], 30);
    }
    expect(Math.max(...pixels.at(41, 45).slice(0, 3))).toBeLessThan(130);
    expectColour(pixels.at(32, 28), ORANGE);
    expectColour(pixels.at(50, 28), BLUE);
  });
});

test.each(['dim', 'transparent'] as const)('both ways cut out nearly the same picture: %s', (cutOut) => {
  const side = 24;
  const field = grid(
    side,
    Array.from({ length: side * side }, (_, index) => {
      const [x, y] = [(index % side) - 10, Math.floor(index / side) - 13];
      return 0.2 * Math.sin(index / 40) + (7 - Math.hypot(x, y)) / side;
    }),
  );
  const change = {
    from: null,
    region: { field, cutOut, outline: cutOut === 'dim', frame: { x: 13, y: 3, width: 9, height: 9 } },
  };
  const { mean, far } = pictureDistance(drawOn('canvas', change, 2).data, drawOn('webgl', change, 2).data);
  // A line's softened sides are many of so few pixels.
  expect(mean).toBeLessThan(cutOut === 'dim' ? 2 : 0.5);
  expect(far).toBeLessThan(cutOut === 'dim' ? 0.04 : 0.01);
});
