/** Many pictures one after another, and the first one, through the built page: picture worker, then engine worker. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/install.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {object} SequenceTimes
 * @property {number} pictures How many a sequence has.
 * @property {number} coldMs The engine's time for its very first picture, without a warm-up.
 * @property {number} firstMs The same after its warm-up.
 * @property {number} singleMs The same for later ones that come one at a time, in the middle.
 * @property {number} wholeMs From the file to the answer, for those.
 * @property {number} eachMs A picture's share of a sequence that is handed over at once.
 * @property {number} throughput `singleMs / eachMs`: 1 where the engine never waits, nor computes slower beside reading.
 * @property {number} busyShare Of the sequence's time, what the engine says it computed.
 * @property {number} coldRatio `coldMs / singleMs`.
 * @property {number} firstRatio `firstMs / singleMs`.
 */

const pictures = 20;
const singles = 7;
const rounds = 3;

/**
 * Every page is new, so that each has a first picture; each of the numbers is the middle one of the rounds.
 * @param {() => Promise<import('playwright').Browser>} launch
 * @param {string} url Of the built page.
 * @returns {Promise<SequenceTimes>} On WebAssembly.
 */
export async function measureSequence(launch, url) {
  const found = [];
  for (let round = 0; round < rounds; round++) {
    const browser = await launch();
    try {
      found.push(await measureOnce(browser, url));
    } finally {
      await browser.close();
    }
  }
  const middle = /** @param {(times: Awaited<ReturnType<typeof measureOnce>>) => number} of */ (of) =>
    median(found.map(of));
  return {
    pictures,
    coldMs: middle(({ coldMs }) => coldMs),
    firstMs: middle(({ firstMs }) => firstMs),
    singleMs: middle(({ singleMs }) => singleMs),
    wholeMs: middle(({ wholeMs }) => wholeMs),
    eachMs: middle(({ eachMs }) => eachMs),
    busyShare: middle(({ busyShare }) => busyShare),
    throughput: middle(({ singleMs, eachMs }) => singleMs / eachMs),
    coldRatio: middle(({ coldMs, singleMs }) => coldMs / singleMs),
    firstRatio: middle(({ firstMs, singleMs }) => firstMs / singleMs),
  };
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 */
async function measureOnce(browser, url) {
  const folder = join(projectRoot, 'public', 'samples');
  const files = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  const photos = files.map((name) => readFileSync(join(folder, name)).toString('base64'));
  // Samples that never come: the page waits for one and neither explains nor warms up.
  const cold = await open(browser, url, () => undefined);
  const { first } = await explainAll(cold, photos.slice(0, 1), 0, 0);
  await cold.close();
  // Samples that cannot be had: the page has nothing to explain, and warms up.
  const warm = await open(browser, url, (route) => void route.abort());
  const times = await explainAll(warm, photos, pictures, singles);
  await warm.close();
  return {
    coldMs: first.elapsedMs,
    firstMs: times.first.elapsedMs,
    singleMs: median(times.one.map(({ elapsedMs }) => elapsedMs)),
    wholeMs: median(times.one.map(({ wholeMs }) => wholeMs)),
    eachMs: times.eachMs,
    busyShare: times.busyShare,
  };
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {(route: import('playwright').Route) => void} answerSamples
 */
async function open(browser, url, answerSamples) {
  const page = await browser.newPage();
  await page.route('**/samples/*', answerSamples);
  await page.goto(`${url}?api=1&backend=wasm`);
  await page.evaluate(() => window.strataCam?.ready);
  return page;
}

/**
 * @param {import('playwright').Page} page
 * @param {readonly string[]} photos In base64.
 * @param {number} count How many are handed over at once, at the end.
 * @param {number} alone How many one at a time, after the first.
 */
function explainAll(page, photos, count, alone) {
  return page.evaluate(
    async ([encoded, countAtOnce, countAlone]) => {
      const blobs = encoded.map(
        (photo) => new Blob([Uint8Array.from(atob(photo), (character) => character.charCodeAt(0))]),
      );
      const api = window.strataCam;
      if (!api) throw new Error('the page has no interface for scripts');
      const explain = async (/** @type {number} */ index) => {
        const startMs = performance.now();
        const blob = /** @type {Blob} */ (blobs[index % blobs.length]);
        const { elapsedMs } = await api.explain(blob, { method: 'positiveGradCam', target: 'predicted' });
        return { elapsedMs, wholeMs: performance.now() - startMs };
      };
      // The engine's own time, which does not count what it waits for the warm-up to end.
      const first = await explain(0);
      const one = [];
      for (let index = 1; index <= countAlone; index++) one.push(await explain(index));
      const startMs = performance.now();
      const all = await Promise.all(Array.from({ length: countAtOnce }, (_, index) => explain(index)));
      const spanMs = performance.now() - startMs;
      const busyMs = all.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
      return { first, one, eachMs: spanMs / countAtOnce, busyShare: busyMs / spanMs };
    },
    /** @type {const} */ ([photos, count, alone]),
  );
}
