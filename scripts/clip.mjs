/** Makes a short video of two samples, the cat and then the dog: for the end-to-end tests and the benchmark. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './install.mjs';

/** WebCodecs want a secure address; nothing is asked of it. */
const address = 'http://localhost/clip';

/**
 * @typedef {object} Clip
 * @property {number} width
 * @property {number} height
 * @property {number} count Frames; the first half shows the cat, moving slowly, the second the dog.
 * @property {number} framesPerSecond
 */

/**
 * @param {import('playwright').Browser} browser
 * @param {Clip} clip
 * @returns {Promise<Buffer>} WebM with VP8, which every Chromium encodes.
 */
export async function makeClip(browser, clip) {
  const page = await browser.newPage();
  try {
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>clip</title>' }),
    );
    await page.goto(address);
    const bundle = join(projectRoot, 'node_modules', 'mediabunny', 'dist', 'bundles', 'mediabunny.min.cjs');
    await page.addScriptTag({
      content: `{ const exports = {}, module = { exports };${readFileSync(bundle, 'utf8')}
      globalThis.mediabunny = module.exports; }`,
    });
    const photos = ['cat-portrait', 'dog-shepherd'].map((name) =>
      readFileSync(join(projectRoot, 'public', 'samples', `${name}.jpg`)).toString('base64'),
    );
    const base64 = await page.evaluate(encode, /** @type {const} */ ([clip, photos]));
    return Buffer.from(base64, 'base64');
  } finally {
    await page.close();
  }
}

/** Runs in the page. @param {readonly [Clip, readonly string[]]} parameters */
async function encode([{ width, height, count, framesPerSecond }, photos]) {
  /** @type {typeof import('mediabunny')} */
  const { BufferTarget, CanvasSource, Output, Quality, WebMOutputFormat } = Reflect.get(
    globalThis,
    'mediabunny',
  );
  const bitmaps = await Promise.all(
    photos.map(async (photo) => {
      const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
      return await createImageBitmap(new Blob([bytes]));
    }),
  );
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const frames = new CanvasSource(canvas, {
    codec: 'vp8',
    quality: new Quality('medium'),
    keyFrameInterval: 1,
  });
  output.addVideoTrack(frames, { frameRate: framesPerSecond });
  await output.start();
  for (let frame = 0; frame < count; frame++) {
    const bitmap = bitmaps[frame < count / 2 ? 0 : 1];
    if (!bitmap || !context) throw new Error('the clip could not be drawn');
    const cut = 0.1 * (frame / count);
    context.drawImage(bitmap, cut * bitmap.width, 0, 0.9 * bitmap.width, bitmap.height, 0, 0, width, height);
    await frames.add(frame / framesPerSecond, 1 / framesPerSecond);
  }
  await output.finalize();
  let letters = '';
  for (const byte of new Uint8Array(target.buffer ?? new ArrayBuffer())) letters += String.fromCharCode(byte);
  return btoa(letters);
}
