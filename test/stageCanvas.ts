/** A small stage in a real browser, and its pixels: what the tests of both renderers share. */
import { afterEach, beforeAll, expect } from 'vitest';
import type { Grid } from '../src/cam/map/grid.ts';
import type { Scene, ScenePhoto } from '../src/render/api.ts';
import { createStageRenderer, type StagePath } from '../src/render/stage/createStageRenderer.ts';
import { fitViewport } from '../src/render/stage/viewport.ts';

/** A photo of 40 × 20 pixels, orange left and blue right; the model saw its middle half. */
export const ORANGE = [200, 100, 50, 255] as const;
export const BLUE = [20, 40, 160, 255] as const;
/** CSS size of the canvas: the photo lies at (0, 10) – (80, 50), the seen region at (20, 10) – (60, 50). */
export const size = { width: 80, height: 60 };

export function grid(width: number, values: readonly number[]): Grid {
  return { width, height: values.length / width, data: Float32Array.from(values) };
}

/** Call it at the top of a file: makes the photo before its tests and clears the stages after each. */
export function prepareStageCanvas() {
  const stages: { dispose(): void }[] = [];
  let made: { readonly scene: Scene; readonly photo: ScenePhoto; readonly otherPhoto: ScenePhoto } | null =
    null;

  beforeAll(async () => {
    const pixels = new ImageData(40, 20);
    for (let index = 0; index < 40 * 20; index++) pixels.data.set(index % 40 < 20 ? ORANGE : BLUE, index * 4);
    const seen = { x: 10, y: 0, width: 20, height: 20 };
    const photo = { bitmap: await createImageBitmap(pixels), width: 40, height: 20, seen };
    pixels.data.fill(255);
    const otherPhoto = {
      bitmap: await createImageBitmap(pixels),
      width: 40,
      height: 20,
      seen: { ...seen, x: 0 },
    };
    const scene: Scene = {
      photo,
      from: grid(2, [0, 1, 0.4, 0.6]),
      to: null,
      blend: 0,
      colours: 'viridis',
      opacity: 0.6,
      smooth: false,
      contours: false,
      peak: null,
      region: null,
      viewport: fitViewport(photo, size),
    };
    made = { scene, photo, otherPhoto };
  });

  afterEach(() => {
    for (const stage of stages.splice(0)) stage.dispose();
  });

  function present() {
    if (!made) throw new Error('the photo is only there inside tests');
    return made;
  }

  function createStage(path: StagePath, pixelRatio = 1) {
    const host = document.createElement('div');
    const stage = createStageRenderer(host, path);
    stage.resize(size.width, size.height, pixelRatio);
    stages.push(stage);
    return { host, stage };
  }

  return {
    present,
    createStage,
    /** The pixels of the usual scene with a change. */
    drawOn(path: StagePath, change: Partial<Scene>, pixelRatio = 1) {
      const { host, stage } = createStage(path, pixelRatio);
      stage.draw({ ...present().scene, ...change });
      expect(stage.kind).toBe(path);
      return readPixels(host);
    },
  };
}

/** RGBA of the host's canvas; in the task of the draw, since WebGL forgets what it showed. */
export function readPixels(host: HTMLElement) {
  const canvas = host.querySelector('canvas');
  const copy = new OffscreenCanvas(canvas?.width ?? 0, canvas?.height ?? 0).getContext('2d');
  if (!canvas || !copy) throw new Error('no canvas to read');
  copy.drawImage(canvas, 0, 0);
  const { data, width, height } = copy.getImageData(0, 0, canvas.width, canvas.height);
  return {
    data,
    width,
    height,
    at: (x: number, y: number) => [...data.subarray((y * width + x) * 4).slice(0, 4)],
  };
}

export function expectColour(actual: readonly number[], expected: readonly number[], tolerance = 1): void {
  const worst = Math.max(...actual.map((value, channel) => Math.abs(value - expected[channel]!)));
  expect(worst, `${actual} should be ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** How far two pictures of the same size are apart: the mean over all channels, and the share beyond 12 levels. */
export function pictureDistance(a: Uint8ClampedArray, b: Uint8ClampedArray) {
  const differences = a.map((value, index) => Math.abs(value - b[index]!));
  return {
    mean: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    far: differences.filter((value) => value > 12).length / differences.length,
  };
}
