import { afterEach, describe, expect, test, vi } from 'vitest';
import { BLUE, expectColour, ORANGE, prepareStageCanvas, readPixels } from '../../../test/stageCanvas.ts';

const { present, createStage } = prepareStageCanvas();
const { texImage2D } = WebGL2RenderingContext.prototype;

afterEach(() => vi.restoreAllMocks());

/** As WebKit did with bitmaps of a worker's decoder: the call reports INVALID_VALUE, and the texture stays empty. */
function refuseBitmaps(this: WebGL2RenderingContext, ...args: unknown[]): void {
  if (args[5] instanceof ImageBitmap) args[1] = -1;
  Reflect.apply(texImage2D, this, args);
}

/** Black instead of the photo, without a word. */
function blackenBitmaps(this: WebGL2RenderingContext, ...args: unknown[]): void {
  const { 5: bitmap } = args;
  const black = bitmap instanceof ImageBitmap ? new ImageData(bitmap.width, bitmap.height) : null;
  black?.data.fill(255).forEach((_, index, data) => {
    if (index % 4 !== 3) data[index] = 0;
  });
  if (black !== null) args[5] = black;
  Reflect.apply(texImage2D, this, args);
}

describe.each([
  ['with an error', refuseBitmaps],
  ['without a word', blackenBitmaps],
])('a photo that does not arrive on the GPU, %s,', (_, upload) => {
  test('is drawn by the 2D canvas, and the reason is kept', () => {
    vi.spyOn(WebGL2RenderingContext.prototype, 'texImage2D').mockImplementation(upload);
    const { host, stage } = createStage('webgl');
    stage.draw({ ...present().scene, opacity: 0 });

    expect([stage.kind, stage.canvasReason]).toEqual(['canvas', 'wrongUpload']);
    expect(host.children).toHaveLength(1);
    expectColour(readPixels(host).at(30, 20), ORANGE);
    expectColour(readPixels(host).at(50, 40), BLUE);
  });
});

test('photos that arrive stay on the GPU', () => {
  const { stage } = createStage('webgl');
  const { scene, otherPhoto } = present();
  for (const photo of [scene.photo, null, otherPhoto]) stage.draw({ ...scene, photo });

  expect([stage.kind, stage.canvasReason]).toEqual(['webgl', null]);
});

test('of frames that follow each other one a second is looked at', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const readPixelsOfGpu = vi.spyOn(WebGL2RenderingContext.prototype, 'readPixels');
  const { stage } = createStage('webgl');
  const { scene, otherPhoto } = present();
  const looks = [0, 500, 900, 1100, 1200].map((timeMs, index) => {
    now.mockReturnValue(timeMs);
    readPixelsOfGpu.mockClear();
    stage.draw({ ...scene, photo: index % 2 === 0 ? scene.photo : otherPhoto });
    return readPixelsOfGpu.mock.calls.length;
  });

  expect(looks).toEqual([1, 0, 0, 1, 0]);
});
