/** How evenly the built page draws while its layers change: what a person feels who scrubs. */
import { median, quantile } from './statistics.mjs';

/**
 * @typedef {import('playwright').Page} Page
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} [view] The URL's fragment, without its version.
 * @property {number} pixelRatio Device pixels per CSS pixel.
 * @property {(page: Page) => Promise<void>} move Keeps the layers changing for `recordedMs`.
 *
 * @typedef {object} FrameTimes
 * @property {string} name
 * @property {number} layers How many layers were shown, as the slider tells.
 * @property {number} frames
 * @property {number} medianMs From one frame to the next.
 * @property {number} p95Ms
 * @property {number} worstMs
 * @property {number} fps 1000 / medianMs.
 * @property {number} meanFps Frames through time: unlike the median it suffers from every late frame.
 * @property {number} lateShare Frames that came later than 25 ms after the one before: one was left out.
 * @property {number} busyMs Median of what a frame takes on the page's thread: scripts, layout, painting.
 * @property {number} drawnRatio Canvas pixels per CSS pixel at the end: less than the device's where the
 *   renderer gave up sharpness to keep the pace.
 */

const recordedMs = 5_000;
const viewport = { width: 1440, height: 900 };
const timeout = 60_000;

/** @param {Page} page */
const slider = (page) => page.getByRole('slider', { name: 'Layer', exact: true });

/** @param {Page} page */
async function play(page) {
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.waitForTimeout(recordedMs);
  await page.keyboard.press('Space');
}

/**
 * Holds the slider and goes to and fro over all layers, as fast as events reach the page.
 * @param {Page} page
 */
async function drag(page) {
  const { x, y, width, height } = (await slider(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const start = performance.now();
  await page.mouse.move(x, y + height / 2);
  await page.mouse.down();
  for (let pastMs = 0; pastMs < recordedMs; pastMs = performance.now() - start) {
    const share = (1 - Math.cos((pastMs / recordedMs) * 4 * Math.PI)) / 2;
    await page.mouse.move(x + width * share, y + height / 2);
  }
  await page.mouse.up();
}

/**
 * The arrow key held down, repeating thirty times a second.
 * @param {Page} page
 */
async function holdKey(page) {
  await page.keyboard.press('Home');
  for (let step = 0; step * 33 < recordedMs; step++) {
    await page.keyboard.down('ArrowRight');
    await page.waitForTimeout(33);
  }
  await page.keyboard.up('ArrowRight');
}

/** @type {readonly Scenario[]} */
const scenarios = [
  { name: 'dragging the slider', pixelRatio: 1, move: drag },
  { name: 'holding the arrow key', pixelRatio: 1, move: holdKey },
  { name: 'playing with cross-fade', pixelRatio: 1, move: play },
  { name: 'playing with contours', view: 'contours=on', pixelRatio: 1, move: play },
  { name: 'dragging, pixel ratio 2', pixelRatio: 2, move: drag },
  { name: 'playing with contours, pixel ratio 2', view: 'contours=on', pixelRatio: 2, move: play },
];

/**
 * Runs in the page: notes every frame's time and how long the page's thread was busy with it. Started
 * before anything moves, so that in each frame its callback comes before those of the page.
 */
function startRecording() {
  /** @type {{ times: number[], busyMs: number[], shown: Set<string> }} */
  const record = { times: [], busyMs: [], shown: new Set() };
  const slider = /** @type {HTMLInputElement} */ (document.querySelector('#layer-scrubber'));
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => record.busyMs.push(performance.now() - data);
  /** @param {number} timeMs */
  const onFrame = (timeMs) => {
    record.times.push(timeMs);
    record.shown.add(slider.value);
    // A message is delivered after the frame's other callbacks, its layout and its painting.
    channel.port2.postMessage(performance.now());
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  Object.assign(globalThis, { frameRecord: record });
}

/** Runs in the page. */
function takeRecord() {
  const { frameRecord } =
    /** @type {{ frameRecord: { times: number[], busyMs: number[], shown: Set<string> } }} */ (
      /** @type {unknown} */ (globalThis)
    );
  const { times, busyMs, shown } = frameRecord;
  const canvas = document.querySelector('canvas');
  const drawnRatio = canvas === null ? 0 : canvas.width / canvas.clientWidth;
  return { times, busyMs, layers: shown.size, drawnRatio };
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url Of the built page.
 * @returns {Promise<FrameTimes[]>}
 */
export async function measureFrames(browser, url) {
  const results = [];
  for (const scenario of scenarios) results.push(await measure(browser, url, scenario));
  return results;
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {Scenario} scenario
 * @returns {Promise<FrameTimes>}
 */
async function measure(browser, url, { name, view, pixelRatio, move }) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: pixelRatio });
  try {
    // With a fragment the page is a link's: nothing plays by itself.
    await page.goto(`${url}#v=1&${view ?? ''}`);
    await page
      .getByRole('img', { name: /^Heat map/u })
      .first()
      .waitFor({ timeout });
    await page.waitForLoadState('networkidle', { timeout });
    await page.evaluate(startRecording);
    // No trial run: it is the first time that counts, when no layer has been drawn before.
    await move(page);
    const { times, busyMs, layers, drawnRatio } = await page.evaluate(takeRecord);
    if (layers < 20) throw new Error(`${name}: only ${layers} layers were shown`);
    const intervals = times.slice(1).map((time, index) => time - /** @type {number} */ (times[index]));
    const medianMs = median(intervals);
    return {
      name,
      layers,
      frames: intervals.length,
      medianMs,
      p95Ms: quantile(intervals, 0.95),
      worstMs: Math.max(...intervals),
      fps: 1000 / medianMs,
      meanFps: (1000 * intervals.length) / intervals.reduce((sum, interval) => sum + interval, 0),
      lateShare: intervals.filter((interval) => interval > 25).length / intervals.length,
      busyMs: median(busyMs),
      drawnRatio,
    };
  } finally {
    await page.close();
  }
}
