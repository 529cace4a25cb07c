/** A video through the built page: decoded, read and explained frame by frame, and drawn on the stages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClip } from '../scripts/clip.mjs';
import { projectRoot } from '../scripts/install.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {object} VideoTimes
 * @property {number} frames How many the video has.
 * @property {number} singleMs The engine's time for one photo, one at a time, in the middle.
 * @property {number} eachMs A frame's share of the video.
 * @property {number} throughput `singleMs / eachMs`: 1 where the engine never waits.
 */

const clip = { width: 640, height: 480, count: 60, framesPerSecond: 20 };
const singles = 7;
const rounds = 5;

/**
 * Rounds of photos and video by turns on one page, one to warm up first; of each number the middle one.
 * @param {() => Promise<import('playwright').Browser>} launch
 * @param {string} url Of the built page.
 * @returns {Promise<VideoTimes>} On WebAssembly.
 */
export async function measureVideo(launch, url) {
  const browser = await launch();
  try {
    const video = await makeClip(browser, clip);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    await page.goto(`${url}?api=1&backend=wasm#v=1`);
    await page
      .getByRole('img', { name: /^Heat map/u })
      .first()
      .waitFor();
    const found = [];
    for (let round = 0; round <= rounds; round++) {
      const singleMs = median(await explainPhotos(page));
      const span = spanOfVideo(page);
      const file = { name: `clip ${round}.webm`, mimeType: 'video/webm', buffer: video };
      await page.getByLabel('Photos or a video to explain').setInputFiles(file);
      const eachMs = (await span) / (clip.count - 1);
      if (round > 0) found.push({ singleMs, eachMs });
    }
    return {
      frames: clip.count,
      singleMs: median(found.map(({ singleMs }) => singleMs)),
      eachMs: median(found.map(({ eachMs }) => eachMs)),
      throughput: median(found.map(({ singleMs, eachMs }) => singleMs / eachMs)),
    };
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('playwright').Page} page
 * @returns {Promise<number[]>} The engine's times in milliseconds.
 */
function explainPhotos(page) {
  const photo = readFileSync(join(projectRoot, 'public', 'samples', 'cat-portrait.jpg')).toString('base64');
  return page.evaluate(
    async ([encoded, count]) => {
      const blob = new Blob([Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))]);
      const api = window.strataCam;
      if (!api) throw new Error('the page has no interface for scripts');
      const times = [];
      for (let index = 0; index < count; index++) {
        const { elapsedMs } = await api.explain(blob, { method: 'positiveGradCam', target: 'predicted' });
        times.push(elapsedMs);
      }
      return times;
    },
    /** @type {const} */ ([photo, singles]),
  );
}

/**
 * From the first explained frame of the video that is opened next to its last.
 * @param {import('playwright').Page} page
 * @returns {Promise<number>} Milliseconds.
 */
function spanOfVideo(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        let startMs = 0;
        const observer = new MutationObserver(() => {
          const text = document.querySelector('section[aria-label="Video"]')?.textContent ?? 'all explained';
          // What stands there of the video before does not count.
          if (startMs === 0 && !text.includes('all explained')) startMs = performance.now();
          if (startMs === 0 || !text.includes('all explained')) return;
          observer.disconnect();
          resolve(performance.now() - startMs);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
}
