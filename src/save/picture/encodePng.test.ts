import { expect, test } from 'vitest';
import { readFixture } from '../../../test/fixtures/readFixture.ts';
import { testRecipe } from '../../../test/testRecipe.ts';
import { readPngRecipe } from '../png/pngRecipe.ts';
import { encodePng } from './encodePng.ts';

const canvasOf = (convertToBlob: () => Promise<Blob>) => ({ width: 4000, height: 3000, convertToBlob });

test('the file that the browser makes gets the recipe', async () => {
  const canvas = canvasOf(() => Promise.resolve(new Blob([new Uint8Array(readFixture('png-rgb.png'))])));
  const png = await encodePng(canvas, testRecipe);
  expect(png.type).toBe('image/png');
  expect(readPngRecipe(new Uint8Array(await png.arrayBuffer()))).toEqual(testRecipe);
});

test('a canvas that the browser makes no file of, or an empty one, is a failure that names its size', async () => {
  const refusing = canvasOf(() => Promise.reject(new DOMException('too large', 'EncodingError')));
  const empty = canvasOf(() => Promise.resolve(new Blob([])));
  for (const canvas of [refusing, empty]) {
    await expect(encodePng(canvas, testRecipe)).rejects.toMatchObject({
      code: 'drawingFailed',
      details: { width: 4000, height: 3000 },
    });
  }
});
