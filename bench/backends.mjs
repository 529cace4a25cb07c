/** What an explanation takes on each backend, through the built page's own engine and worker. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/install.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {'wasm' | 'webgl' | 'webgpu' | 'cpu'} BackendName
 * @typedef {object} BackendTime
 * @property {BackendName} backend
 * @property {number} runs
 * @property {number | null} medianMs Null where it was not measured.
 * @property {string} remark What it ran on, or why it did not.
 */

const photo = join(projectRoot, 'public', 'samples', 'cat-portrait.jpg');

/** @type {readonly { backend: BackendName, runs: number }[]} A software GPU and plain JavaScript are slow. */
const plans = [
  { backend: 'wasm', runs: 5 },
  { backend: 'webgl', runs: 1 },
  { backend: 'webgpu', runs: 1 },
  { backend: 'cpu', runs: 1 },
];

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url Of the built page.
 * @param {string} sourceUrl Of the sources, served as modules.
 * @param {boolean} alsoSoftware Whether a GPU that is only a program is measured as well.
 * @returns {Promise<BackendTime[]>}
 */
export async function measureBackends(browser, url, sourceUrl, alsoSoftware) {
  const results = [];
  for (const { backend, runs } of plans) {
    const report = await reportDevice(browser, sourceUrl, backend);
    if (!report.available || (report.isSoftware && !alsoSoftware)) {
      const remark = report.available ? `software only: ${report.device}` : report.reason;
      results.push({ backend, runs: 0, medianMs: null, remark });
      continue;
    }
    // The timed runs of a real GPU are as cheap as those of WebAssembly.
    const timed = report.isSoftware || backend === 'cpu' ? runs : 5;
    const times = await explain(browser, url, backend, timed);
    results.push({ backend, runs: timed, medianMs: median(times), remark: report.device });
  }
  return results;
}

/**
 * The maps alone, on WebGPU.
 * @param {import('playwright').Browser} browser
 * @param {string} sourceUrl Of the sources, served as modules.
 * @param {boolean} alsoSoftware
 * @returns {Promise<(import('./reducersOnWebgpu.ts').ReducerTimes & { device: string }) | null>} Null where there is
 *   no device that is to be measured.
 */
export async function measureReducers(browser, sourceUrl, alsoSoftware) {
  const report = await reportDevice(browser, sourceUrl, 'webgpu');
  if (!report.available || (report.isSoftware && !alsoSoftware)) return null;
  const page = await browser.newPage();
  try {
    await page.goto(`${sourceUrl}LICENSE`);
    const times = await page.evaluate(
      async ([module, cardUrl]) => (await import(module)).measureReducers(cardUrl),
      /** @type {const} */ ([`${sourceUrl}bench/reducersOnWebgpu.ts`, `${sourceUrl}model/card.json`]),
    );
    return { ...times, device: report.device };
  } finally {
    await page.close();
  }
}

/**
 * Asks the engine's own module.
 * @param {import('playwright').Browser} browser
 * @param {string} sourceUrl
 * @param {BackendName} backend
 * @returns {Promise<import('../src/engine/backend/device.ts').DeviceReport>}
 */
async function reportDevice(browser, sourceUrl, backend) {
  const page = await browser.newPage();
  try {
    await page.goto(`${sourceUrl}LICENSE`);
    return await page.evaluate(
      async ([module, name]) => (await import(module)).reportDevice(name),
      /** @type {const} */ ([`${sourceUrl}src/engine/backend/device.ts`, backend]),
    );
  } finally {
    await page.close();
  }
}

/**
 * Once to warm up, then `runs` times.
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {BackendName} backend
 * @param {number} runs
 * @returns {Promise<number[]>} The engine's own times, in ms.
 */
async function explain(browser, url, backend, runs) {
  const page = await browser.newPage();
  try {
    // A picture of the user's own, so that the page explains nothing by itself meanwhile.
    await page.goto(`${url}?api=1&backend=${backend}#v=1&picture=own`);
    const used = await page.evaluate(async () => (await window.strataCam?.ready)?.backend);
    if (used !== backend) throw new Error(`the page computes on ${used} instead of ${backend}`);
    return await page.evaluate(
      async ([bytes, count]) => {
        const blob = new Blob([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))]);
        const times = [];
        for (let run = 0; run <= count; run++) {
          const explanation = await window.strataCam?.explain(blob, {
            method: 'positiveGradCam',
            target: 'predicted',
          });
          times.push(explanation?.elapsedMs ?? Number.NaN);
        }
        return times.slice(1);
      },
      /** @type {const} */ ([readFileSync(photo).toString('base64'), runs]),
    );
  } finally {
    await page.close();
  }
}
