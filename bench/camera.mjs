/** Frames of a camera through the built page, drawn as its user sees them. */
import { median } from './statistics.mjs';

/**
 * @typedef {object} CameraTimes
 * @property {number} engineMs The engine's time for a frame, in the middle.
 * @property {number} eachMs From one explained frame to the next.
 * @property {number} throughput `engineMs / eachMs`: 1 where the engine never waits.
 */

/** @typedef {{ atMs: number, engineMs: number }} Explained When an answer of the engine arrived, and its own time for it. */

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
  await page.addInitScript(noteAnswers);
  await page.goto(`${url}?backend=wasm#v=1`);
  await page
    .getByRole('img', { name: /^Heat map/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await page.getByText(/frames\/s explained/).waitFor();
  await page.waitForTimeout(settleMs);
  const frames = await page.evaluate(async (spanMs) => {
    const { explained } = /** @type {{ explained: Explained[] }} */ (/** @type {unknown} */ (window));
    explained.length = 0;
    await new Promise((resolve) => setTimeout(resolve, spanMs));
    return explained;
  }, measuredMs);
  await page.close();
  return timesOf(frames);
}

/**
 * @param {readonly Explained[]} frames
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

/** In the page, before its own scripts: notes every answer of a worker that has maps. */
function noteAnswers() {
  /** @type {Explained[]} */
  const explained = [];
  Object.assign(window, { explained });
  window.Worker = class extends Worker {
    /** @param {ConstructorParameters<typeof Worker>} parameters */
    constructor(...parameters) {
      super(...parameters);
      this.addEventListener('message', ({ data }) => {
        if (data.kind === 'result' && data.result.maps)
          explained.push({ atMs: performance.now(), engineMs: data.result.elapsedMs });
      });
    }
  };
}
