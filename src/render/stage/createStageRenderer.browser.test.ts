import { describe, expect, test } from 'vitest';
import {
  BLUE,
  expectColour,
  grid,
  ORANGE,
  pictureDistance,
  prepareStageCanvas,
  readPixels,
  size,
} from '../../../test/stageCanvas.ts';
import type { Scene } from '../api.ts';
import { colourTable } from '../paint/colourMaps.ts';
import { createStageRenderer, type StagePath } from './createStageRenderer.ts';
import { panBy, zoomAt, zoomLimits } from './viewport.ts';

const { present, createStage, drawOn } = prepareStageCanvas();

/** The colour of a value over a photo's colour. */
function overlay(under: readonly number[], index: number, opacity: number): number[] {
  const colour = [...colourTable('viridis').subarray(index * 3, index * 3 + 3), 255];
  return under.map((value, channel) => value + (colour[channel]! - value) * opacity);
}

describe.each<StagePath>(['canvas', 'webgl'])('the stage drawn with %s', (path) => {
  test('shows every cell of the map over the part of the photo that the model saw', () => {
    const pixels = drawOn(path, {});
    expectColour(pixels.at(30, 20), overlay(ORANGE, 0, 0.6));
    expectColour(pixels.at(50, 20), overlay(BLUE, 255, 0.6));
    expectColour(pixels.at(30, 40), overlay(ORANGE, 102, 0.6));
    expectColour(pixels.at(50, 40), overlay(BLUE, 153, 0.6));
  });

  test('shows the bare photo beside the seen part and nothing beside the photo', () => {
    const pixels = drawOn(path, { opacity: 1 });
    expectColour(pixels.at(10, 30), ORANGE);
    expectColour(pixels.at(18, 49), ORANGE);
    expectColour(pixels.at(70, 30), BLUE);
    expect(pixels.at(40, 8)).toEqual([0, 0, 0, 0]);
    expect(pixels.at(40, 51)).toEqual([0, 0, 0, 0]);
  });

  test('shows the photo alone at opacity 0, without a map, and nothing without a photo', () => {
    for (const change of [{ opacity: 0 }, { from: null }]) {
      const pixels = drawOn(path, change);
      expectColour(pixels.at(30, 20), ORANGE);
      expectColour(pixels.at(50, 40), BLUE);
    }
    const empty = drawOn(path, { photo: null, contours: true, peak: { x: 20, y: 10 } });
    expect(empty.data.every((value) => value === 0)).toBe(true);
  });

  test('mixes the values of two maps of different resolution', () => {
    const to = grid(1, [1]);
    const pixels = drawOn(path, { to, blend: 0.5, opacity: 1 });
    expectColour(pixels.at(30, 20), overlay(ORANGE, 128, 1), 2);
    expectColour(pixels.at(30, 40), overlay(ORANGE, 179, 1), 2);
  });

  test('moves with the viewport', () => {
    const { scene, photo } = present();
    const zoomed = zoomAt(scene.viewport, { x: 40, y: 30 }, 4, photo, size, zoomLimits(photo, size));
    const before = drawOn(path, { viewport: zoomed });
    // The middle of the photo, where its colours and the four cells meet, is at (40, 30).
    expectColour(before.at(10, 10), overlay(ORANGE, 0, 0.6));
    expectColour(before.at(70, 50), overlay(BLUE, 153, 0.6));
    const after = drawOn(path, { viewport: panBy(zoomed, 12, -7, photo, size) });
    // Now it is at (52, 23).
    expectColour(after.at(44, 10), overlay(ORANGE, 0, 0.6));
    expectColour(after.at(10, 26), overlay(ORANGE, 102, 0.6));
    expectColour(after.at(70, 19), overlay(BLUE, 255, 0.6));
  });

  test('has as many pixels as the screen', () => {
    const pixels = drawOn(path, {}, 2);
    expect([pixels.width, pixels.height]).toEqual([160, 120]);
    expectColour(pixels.at(60, 40), overlay(ORANGE, 0, 0.6));
    expectColour(pixels.at(100, 80), overlay(BLUE, 153, 0.6));
  });

  test('marks the peak by a light ring on a dark one', () => {
    const pixels = drawOn(path, { from: null, peak: { x: 10, y: 10 } });
    // The ring's radius is 9 CSS pixels, and the peak lies at (20, 30).
    expectColour(pixels.at(11, 30), [255, 255, 255, 255], 60);
    expect(Math.max(...pixels.at(12, 30).slice(0, 3))).toBeLessThan(130);
    expectColour(pixels.at(20, 30), ORANGE);
  });

  test('marks a peak at the border by a whole ring, over the edge of the photo', () => {
    const pixels = drawOn(path, { from: null, peak: { x: 10, y: 0 } });
    expectColour(pixels.at(20, 1), [255, 255, 255, 255], 60);
    expect(pixels.at(20, 5)).toEqual([0, 0, 0, 0]);
  });

  test('draws contour lines where the map is at a quarter, a half and three quarters', () => {
    const ramp = grid(2, [0, 1, 0, 1]);
    const change = { from: ramp, smooth: true, opacity: 0 };
    const plain = drawOn(path, change);
    const lined = drawOn(path, { ...change, contours: true });
    // The ramp rises from 0 at x = 30 to 1 at x = 50.
    const marked = Array.from({ length: size.width }, (_, x) => x).filter(
      (x) => Math.max(...lined.at(x, 30).map((value, channel) => value - plain.at(x, 30)[channel]!)) > 20,
    );
    expect(marked.length).toBeGreaterThan(2);
    for (const x of marked) {
      const nearest = Math.min(...[35, 40, 45].map((line) => Math.abs(x + 0.5 - line)));
      expect(nearest).toBeLessThan(2);
    }
    for (const line of [35, 40, 45]) expect(marked.some((x) => Math.abs(x + 0.5 - line) < 2)).toBe(true);
  });

  test('shows every change since its last draw', () => {
    const { host, stage } = createStage(path);
    const { scene, otherPhoto } = present();
    let now: Scene = { ...scene, to: grid(1, [1]), contours: true, smooth: true };
    const changes: Partial<Scene>[] = [
      {},
      { blend: 0.5 },
      { colours: 'magma' },
      { from: grid(2, [1, 0, 0.2, 0]) },
      { to: null },
      { smooth: false },
      { opacity: 0.2 },
      { peak: { x: 15, y: 5 } },
      { region: { field: grid(2, [1, -1, 1, -1]), cutOut: 'dim', outline: true, frame: null } },
      { region: { field: grid(2, [-1, 1, 1, -1]), cutOut: 'transparent', outline: false, frame: null } },
      {
        region: {
          field: grid(2, [-1, 1, 1, -1]),
          cutOut: null,
          outline: true,
          frame: { x: 3, y: 3, width: 9, height: 9 },
        },
      },
      { region: null },
      { viewport: { ...scene.viewport, scale: 3 } },
      { contours: false },
      { photo: otherPhoto },
    ];
    for (const change of changes) {
      now = { ...now, ...change };
      stage.draw(now);
      expect(readPixels(host).data, `after ${Object.keys(change)}`).toEqual(drawOn(path, now).data);
    }
  });

  test('is redrawn when its size changes, never blank', () => {
    const { host, stage } = createStage(path);
    stage.draw(present().scene);
    stage.resize(size.width, size.height, 2);
    expectColour(readPixels(host).at(60, 40), overlay(ORANGE, 0, 0.6));
  });
});

describe('the choice of the stage', () => {
  test('both ways draw nearly the same picture', () => {
    const values = Array.from({ length: 49 }, (_, index) => 0.5 + 0.5 * Math.sin(index * 1.7));
    const change = { from: grid(7, values), to: grid(2, [0, 1, 0.5, 0.2]), blend: 0.3, smooth: true };
    const canvas = drawOn('canvas', change).data;
    const webgl = drawOn('webgl', change).data;
    const { mean, far } = pictureDistance(canvas, webgl);
    expect(mean).toBeLessThan(1);
    expect(far).toBeLessThan(0.01);
  });

  test('takes the 2D canvas where WebGL is only computed', () => {
    expect(createStage('auto').stage.kind).toBe('canvas');
  });

  test('goes on with the 2D canvas, same picture, when the GPU is lost', async () => {
    const { host, stage } = createStage('webgl');
    stage.draw(present().scene);
    const lost = host.querySelector('canvas');
    await new Promise((resolve) => {
      lost?.addEventListener('webglcontextlost', resolve);
      lost?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    expect(stage.kind).toBe('canvas');
    expect(host.children).toHaveLength(1);
    expect(host.contains(lost)).toBe(false);
    expectColour(readPixels(host).at(50, 20), overlay(BLUE, 255, 0.6));
  });

  test('leaves nothing behind', () => {
    const host = document.createElement('div');
    createStageRenderer(host, 'webgl').dispose();
    createStageRenderer(host, 'canvas').dispose();
    expect(host.children).toHaveLength(0);
  });
});
