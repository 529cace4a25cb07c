import { describe, expect, test, vi } from 'vitest';
import fixtures from '../../../test/fixtures/index.json';
import { type AvifTurn, turnedAvif } from '../../../test/turnedAvif.ts';
import type { ReadPictureParams } from '../pictureApi.ts';
import type { RgbPixels } from '../pixels.ts';
import { createPictureReader } from './readPicture.ts';

const fixtureUrls = import.meta.glob<string>('../../../test/fixtures/*.*', {
  query: '?url',
  import: 'default',
  eager: true,
});
const reader = createPictureReader();
const goldens = new Uint8Array(await (await fetchFixture('goldens.bin')).arrayBuffer());

async function fetchFixture(file: string): Promise<Blob> {
  return (await fetch(fixtureUrls[`../../../test/fixtures/${file}`]!)).blob();
}

async function fetchSample(file: string): Promise<Blob> {
  return (await fetch(`/samples/${file}`)).blob();
}

function paramsFor(blob: Blob, more: Partial<ReadPictureParams> = {}): ReadPictureParams {
  return { blob, inputWidth: 16, inputHeight: 16, fit: 'stretch', displayLimit: 2048, ...more };
}

function largestDifference(actual: Uint8Array, expected: Uint8Array): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)), 0);
}

async function sha256({ data }: RgbPixels): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(data)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The RGBA bytes of a bitmap's pixel. */
function pixelOf(bitmap: ImageBitmap, x: number, y: number): readonly number[] {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(x, y, 1, 1).data];
}

function pixelsOf(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

describe('reading a picture', () => {
  test.each(fixtures.pictures)('$file becomes the pixels that Pillow makes of it', async (picture) => {
    const read = await reader.read(paramsFor(await fetchFixture(picture.file)));
    const golden = goldens.subarray(picture.golden, picture.golden + 16 * 16 * 3);

    expect(read).toMatchObject({ format: picture.format, width: picture.width, height: picture.height });
    expect(read.seen).toEqual({ x: 0, y: 0, width: picture.width, height: picture.height });
    expect(read.display).toMatchObject({ width: picture.width, height: picture.height });
    expect(largestDifference(read.input.data, golden)).toBeLessThanOrEqual(picture.tolerance);
    expect(new Set(read.notes)).toEqual(new Set(expectedNotes(picture)));
  });

  test.each(fixtures.samples)(
    "the model's input of the sample $file is Pillow's to the last bit",
    async (sample) => {
      const blob = await fetchSample(sample.file);
      for (const fit of ['stretch', 'centreCrop'] as const) {
        const read = await reader.read(paramsFor(blob, { fit, inputWidth: 224, inputHeight: 224 }));
        expect(await sha256(read.input), fit).toBe(sample[fit]);
      }
    },
  );

  test('the display bitmap is no larger than asked, and never enlarged', async () => {
    const blob = await fetchSample('cat-portrait.jpg');
    const { width, height, display } = await reader.read(paramsFor(blob, { displayLimit: 100 }));
    const small = await reader.read(paramsFor(await fetchFixture('png-rgb.png'), { displayLimit: 100 }));

    expect(Math.max(display.width, display.height)).toBe(100);
    expect(display.width / display.height).toBeCloseTo(width / height, 1);
    expect(small.display.width).toBe(40);
  });

  test.each<AvifTurn>([
    { quarters: 1 },
    { quarters: 3, hasExif: true },
    { axis: 1 },
    { quarters: 1, axis: 0 },
  ])('an AVIF is turned upright as its file says: %o', async (turn) => {
    const file = await fetchFixture('avif.avif');
    const plain = new Uint8Array(await file.arrayBuffer());
    const stored = await createImageBitmap(file, { colorSpaceConversion: 'none' });
    const turned = new Blob([turnedAvif(plain, turn)]);
    const byBrowser = await createImageBitmap(turned, { colorSpaceConversion: 'none' });
    const { display, width, height, notes } = await reader.read(paramsFor(turned));

    // Chromium turns it by itself, WebKit does not: this test is run by Chromium.
    expect([width, height]).toEqual([byBrowser.width, byBrowser.height]);
    expect(pixelsOf(display)).toEqual(pixelsOf(byBrowser));
    expect(pixelsOf(display)).not.toEqual(pixelsOf(stored));
    expect(notes).toContain('orientationApplied');
  });

  // WebKit refuses to upload it to WebGL: the stages showed the heat map over black.
  test("the display bitmap is never the decoder's own", async () => {
    const decode = vi.spyOn(globalThis, 'createImageBitmap');
    try {
      const { display } = await reader.read(paramsFor(await fetchFixture('jpeg-444.jpg')));
      const decoded = await decode.mock.results[0]!.value;

      expect(display).not.toBe(decoded);
      expect([decoded.width, display.width]).toEqual([0, 40]);
    } finally {
      decode.mockRestore();
    }
  });

  test('the display bitmap shows transparent parts as the model sees them: white', async () => {
    const { display } = await reader.read(paramsFor(await fetchFixture('png-rgba.png')));

    expect(pixelOf(display, 0, 0)).toEqual([255, 255, 255, 255]);
  });
});

function expectedNotes(picture: (typeof fixtures.pictures)[number]): readonly string[] {
  return [
    ...(picture.orientation === 1 ? [] : ['orientationApplied']),
    ...(picture.isTransparent ? ['transparencyOverWhite'] : []),
    ...(picture.hasColourProfile ? ['colourProfileIgnored'] : []),
    ...(picture.isAnimated ? ['firstFrameOnly'] : []),
    ...(picture.bitDepth > 8 ? ['sixteenBitReduced'] : []),
    ...(picture.file === 'png-strip.png' ? ['extremeAspect'] : []),
  ];
}

describe('refusing a file', () => {
  test.each(fixtures.badPictures)('$file is refused as $code', async ({ file, code, details }) => {
    const refused = reader.read(paramsFor(await fetchFixture(file)));

    await expect(refused).rejects.toMatchObject({ name: 'Failure', code, details });
  });

  test('a small device takes fewer pixels', async () => {
    const png = new Uint8Array(await (await fetchFixture('png-rgb.png')).arrayBuffer());
    const view = new DataView(png.buffer);
    view.setUint32(16, 5000);
    view.setUint32(20, 4000);
    const refused = createPictureReader({ smallDevice: true }).read(paramsFor(new Blob([png])));

    await expect(refused).rejects.toMatchObject({
      code: 'pictureTooManyPixels',
      details: { width: 5000, height: 4000, limitMegapixels: 16 },
    });
  });

  test('a cancelled reading ends as cancelled, before it starts and on its way', async () => {
    const blob = await fetchSample('cat-portrait.jpg');
    const controller = new AbortController();
    const late = reader.read(paramsFor(blob), { signal: controller.signal });
    controller.abort();

    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    await expect(reader.read(paramsFor(blob), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('reading a frame', () => {
  /** As a camera gives it: decoded by the browser, in a bitmap. */
  async function frameOf(blob: Blob): Promise<ImageBitmap> {
    return createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  }

  test.each(['stretch', 'centreCrop'] as const)(
    'gives the model what a photo of the same pixels gives it, fitted by %s',
    async (fit) => {
      const blob = await fetchSample('cat-portrait.jpg');
      const photo = await reader.read(paramsFor(blob, { fit }));
      const { blob: _blob, ...params } = paramsFor(blob, { fit });
      const frame = await reader.readFrame({ ...params, picture: await frameOf(blob) });
      expect(frame.input.data).toEqual(photo.input.data);
      expect(frame.seen).toEqual(photo.seen);
    },
  );

  test('draws one of a video that is not drawn yet, and closes it', async () => {
    const { blob: _blob, ...params } = paramsFor(new Blob());
    const data = new Uint8ClampedArray(40 * 30 * 4).map((_, index) => (index % 4 === 3 ? 255 : index * 7));
    const drawn = await createImageBitmap(new ImageData(data.slice(), 40, 30));
    const frame = new VideoFrame(data, { format: 'RGBX', codedWidth: 40, codedHeight: 30, timestamp: 0 });
    const read = await reader.readFrame({ ...params, picture: frame });
    expect(read).toMatchObject({ width: 40, height: 30, display: { width: 40, height: 30 } });
    expect(pixelOf(read.display, 3, 2)).toEqual(pixelOf(drawn, 3, 2));
    expect(read.input.data).toEqual((await reader.readFrame({ ...params, picture: drawn })).input.data);
    expect(frame.format).toBeNull();
  });

  test('hands its bitmap on to the screen, or closes it where a smaller one is wanted', async () => {
    const { blob: _blob, ...params } = paramsFor(new Blob());
    const small = await createImageBitmap(new ImageData(40, 30));
    expect((await reader.readFrame({ ...params, picture: small })).display).toBe(small);
    const large = await createImageBitmap(new ImageData(40, 30));
    const { display, width } = await reader.readFrame({ ...params, displayLimit: 20, picture: large });
    expect([display.width, display.height, width, large.width]).toEqual([20, 15, 40, 0]);
  });
});
