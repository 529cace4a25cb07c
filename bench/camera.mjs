/** Frames of a camera through the built page, drawn as its user sees them. */
import { median } from './statistics.mjs';

/**
 * @typedef {object} CameraTimes
 * @property {number} engineMs The engine's time for a frame, in the middle.
 * @property {number} eachMs From one explained frame to the next.
 * @property {number} throughput `engineMs / eachMs`: 1 where the engine never waits.
 */

/** A camera of the browser's own, and nobody to ask for permission. */
export const fakeCameraFlags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const settleMs = 4000;
const measuredMs = 8000;

/**
 * @param {import('playwright').Browser} browser Started with {@link fakeCameraFlags}.
 * @param {string} url Of the built page.
 * @returns {Promise<CameraTimes>} On WebAssembly.
 */
export async function measureCamera(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}?backend=wasm#v=1`);
  await page
    .getByRole('img', { name: /^Heat map/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await page.getByText(/frames\/s explained/).waitFor();
  await page.waitForTimeout(settleMs);
  // Each explained frame changes the line that tells the engine's time, or at least the prediction beside it.
  const frames = await page.evaluate(
    (spanMs) =>
      new Promise((resolve) => {
        const panel = document.querySelector('[aria-labelledby="prediction-title"]') ?? document.body;
        /** @type {{ atMs: number, engineMs: number }[]} */
        const seen = [];
        const observer = new MutationObserver(() => {
          const [, time, unit] = /layers in ([\d.]+)\s(ms|s) with/.exec(panel.textContent ?? '') ?? [];
          if (time)
            seen.push({ atMs: performance.now(), engineMs: Number(time) * (unit === 's' ? 1000 : 1) });
        });
        observer.observe(panel, { subtree: true, childList: true, characterData: true });
        setTimeout(() => {
          observer.disconnect();
          resolve(seen);
        }, spanMs);
      }),
    measuredMs,
  );
  await page.close();
  return timesOf(/** @type {{ atMs: number, engineMs: number }[]} */ (frames));
}

/**
 * @param {readonly { atMs: number, engineMs: number }[]} frames
 * @returns {CameraTimes}
 */
function timesOf(frames) {
  const first = frames[0];
  const last = frames.at(-1);
  if (!first || !last || frames.length < 3) throw new Error('the camera gave too few frames');
  const engineMs = median(frames.map((frame) => frame.engineMs));
  const eachMs = (last.atMs - first.atMs) / (frames.length - 1);
  return { engineMs, eachMs, throughput: engineMs / eachMs };
}
