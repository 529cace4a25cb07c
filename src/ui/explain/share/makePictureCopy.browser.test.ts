import { afterEach, expect, test, vi } from 'vitest';
import { sniffFile } from '../../../image/sniff.ts';
import { mostCopyBytes } from '../../../state/explain/address/link.ts';
import { makePictureCopy } from './makePictureCopy.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Noise, which no format makes small. */
function noise(width: number, height: number): Promise<ImageBitmap> {
  let seed = 1;
  const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return index % 4 === 3 ? 255 : seed;
  });
  return createImageBitmap(new ImageData(pixels, width, height));
}

test('a large noisy picture becomes an upright WebP of at most 12 KB in its own shape', async () => {
  const copy = await makePictureCopy(await noise(600, 900));
  expect(sniffFile(copy!.bytes)).toMatchObject({ format: 'webp' });
  expect(copy!.bytes.length).toBeLessThanOrEqual(mostCopyBytes);
  const { width, height } = await createImageBitmap(new Blob([copy!.bytes]));
  expect([width, height]).toEqual([copy!.width, copy!.height]);
  expect(height / width).toBeCloseTo(1.5, 1);
});

test('a small picture is not enlarged', async () => {
  const copy = await makePictureCopy(await noise(40, 30));
  expect([copy!.width, copy!.height]).toEqual([40, 30]);
});

test('a browser that writes no WebP gives a JPEG', async () => {
  const convert = OffscreenCanvas.prototype.convertToBlob;
  vi.spyOn(OffscreenCanvas.prototype, 'convertToBlob').mockImplementation(function (
    this: OffscreenCanvas,
    options,
  ) {
    return convert.call(this, options?.type === 'image/webp' ? { type: 'image/png' } : options);
  });
  const copy = await makePictureCopy(await noise(300, 200));
  expect(sniffFile(copy!.bytes)).toMatchObject({ format: 'jpeg' });
  expect(copy!.bytes.length).toBeLessThanOrEqual(mostCopyBytes);
});

test('a bitmap that was closed meanwhile has no copy', async () => {
  const bitmap = await noise(4, 4);
  bitmap.close();
  expect(await makePictureCopy(bitmap)).toBeNull();
});
