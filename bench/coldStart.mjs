/** From the address to the first explained sample, in a browser that has never seen the page. */
import { median } from './statistics.mjs';

/**
 * @typedef {object} StartTimes All in ms since the navigation began, each the median of the runs.
 * @property {number} interfaceMs The controls are there.
 * @property {number} predictionMs What the model says can be read.
 * @property {number} mapsMs The first heat map and its caption are there.
 */

const runs = 3;
const timeout = 60_000;

/** Runs in the page before its own scripts: looks at every frame what can be seen by now. */
function watchStart() {
  /** @type {Record<string, number>} */
  const seen = {};
  Object.assign(globalThis, { startTimes: seen });
  const signs = {
    interfaceMs: () => document.querySelector('main canvas') !== null,
    predictionMs: () =>
      /\d\s?%/u.test(document.querySelector('[aria-labelledby="prediction-title"]')?.textContent ?? ''),
    mapsMs: () =>
      document.querySelector('[role="img"][aria-label^="Heat map"]') !== null &&
      /Layer \d+ of \d+/u.test(document.querySelector('main')?.textContent ?? ''),
  };
  const look = () => {
    for (const [name, isSeen] of Object.entries(signs)) {
      // What this frame shows is on the screen with the next one.
      if (!(name in seen) && isSeen()) requestAnimationFrame(() => (seen[name] ??= performance.now()));
    }
    if (Object.keys(seen).length < Object.keys(signs).length) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * @param {import('playwright').Page} page
 * @param {string} url
 * @returns {Promise<StartTimes>}
 */
async function start(page, url) {
  await page.goto(url);
  const seen = await page.waitForFunction(
    () => {
      const { startTimes } = /** @type {{ startTimes: Record<string, number> }} */ (
        /** @type {unknown} */ (globalThis)
      );
      return Object.keys(startTimes).length === 3 ? startTimes : null;
    },
    undefined,
    { timeout },
  );
  return /** @type {StartTimes} */ (/** @type {unknown} */ (await seen.jsonValue()));
}

/**
 * @param {() => Promise<import('playwright').Browser>} launch A new browser for every run: no cache of
 *   files or compiled code is left of the one before.
 * @param {string} url Of the built page.
 * @returns {Promise<{ runs: number, cold: StartTimes, again: StartTimes }>} `again` is the second visit
 *   in the same browser.
 */
export async function measureColdStart(launch, url) {
  const cold = [];
  const again = [];
  for (let run = 0; run < runs; run++) {
    const browser = await launch();
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript(watchStart);
      cold.push(await start(page, url));
      await page.goto('about:blank');
      again.push(await start(page, url));
    } finally {
      await browser.close();
    }
  }
  return { runs, cold: medians(cold), again: medians(again) };
}

/**
 * @param {readonly StartTimes[]} times
 * @returns {StartTimes}
 */
function medians(times) {
  return {
    interfaceMs: median(times.map(({ interfaceMs }) => interfaceMs)),
    predictionMs: median(times.map(({ predictionMs }) => predictionMs)),
    mapsMs: median(times.map(({ mapsMs }) => mapsMs)),
  };
}
