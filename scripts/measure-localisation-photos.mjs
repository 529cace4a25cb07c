/** Photos with masks for `npm run measure:localisation`: found in a folder, decoded by a browser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser, launchFlags } from './browser.mjs';

/**
 * @typedef {object} MaskedPhoto
 * @property {string} id File name without its ending.
 * @property {string} label Name of the class that the photo shows.
 * @property {string} photoPath
 * @property {string} maskPath
 *
 * @typedef {{ width: number, height: number, data: Uint8Array }} RgbaPixels
 */

/**
 * The photos of one split that have a mask: `images/<split>/<label>/<id>.jpg` with
 * `masks/<split>/<label>/<id>.png`. Labels take turns, so that the first few are of every label.
 * @param {string} folder
 * @param {string} split
 * @returns {MaskedPhoto[]} Empty where the folder is laid out otherwise.
 */
export function findMaskedPhotos(folder, split) {
  const images = join(folder, 'images', split);
  if (!existsSync(images)) return [];
  const byLabel = readdirSync(images)
    .sort()
    .map((label) =>
      readdirSync(join(images, label))
        .sort()
        .map((file) => {
          const id = file.replace(/\.[^.]+$/u, '');
          const maskPath = join(folder, 'masks', split, label, `${id}.png`);
          return { id, label, photoPath: join(images, label, file), maskPath };
        })
        .filter(({ maskPath }) => existsSync(maskPath)),
    );
  const rounds = Math.max(0, ...byLabel.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    byLabel.flatMap((photos) => photos.slice(round, round + 1)),
  ).flat();
}

/**
 * Starts the browser that decodes: the one that the tests use, since Node has no JPEG decoder.
 * @returns {Promise<{ decode: (path: string) => Promise<RgbaPixels>, close: () => Promise<void> }>}
 */
export async function startDecoder() {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: launchFlags,
    handleSIGINT: false,
  });
  const page = await browser.newPage();
  return {
    decode: async (path) => {
      const { width, height, base64 } = await page.evaluate(
        decodeInPage,
        readFileSync(path).toString('base64'),
      );
      return { width, height, data: new Uint8Array(Buffer.from(base64, 'base64')) };
    },
    close: () => browser.close(),
  };
}

/**
 * Runs in the page. Pixels are taken as they are stored, colour profiles ignored, as the app does.
 * @param {string} file
 */
async function decodeInPage(file) {
  const blob = await (await fetch(`data:application/octet-stream;base64,${file}`)).blob();
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error(`no canvas of ${width} × ${height}`);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  // Arguments of a call are limited in number, so the bytes go in pieces.
  for (let start = 0; start < data.length; start += 0x8000) {
    text += String.fromCharCode(...data.subarray(start, start + 0x8000));
  }
  return { width, height, base64: btoa(text) };
}
