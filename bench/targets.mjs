/** What was promised, and whether this run keeps it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../scripts/install.mjs';

const leastFps = 50;
const slowestStartMs = 6_000;
const mostTimesPredict = 6;
const leastTimesFaster = 100;

/**
 * @param {object} results
 * @param {readonly import('./takeTurns.ts').Timing[]} results.engine On WebAssembly, in Node.
 * @param {readonly import('./frameTimes.mjs').FrameTimes[]} results.frames
 * @param {Awaited<ReturnType<typeof import('./coldStart.mjs').measureColdStart>>} results.start
 * @returns {import('./report.mjs').Target[]}
 */
export function checkTargets({ engine, frames, start }) {
  const timesPredict = ratio(engine, 'allLayers', 'predict');
  const timesFaster = ratio(engine, 'layerByLayer', 'allLayers');
  const slowestFps = Math.min(...frames.map(({ fps }) => fps));
  return [
    {
      name: 'all layers, on WebAssembly',
      wanted: `≤ ${mostTimesPredict} × predict()`,
      measured: `${timesPredict.toFixed(2)} ×`,
      reached: timesPredict <= mostTimesPredict,
    },
    {
      name: 'than one gradient pass per layer',
      wanted: `≥ ${leastTimesFaster} × faster`,
      measured: `${timesFaster.toFixed(0)} ×`,
      reached: timesFaster >= leastTimesFaster,
    },
    {
      name: 'median frame, in the slowest of the movements',
      wanted: `≥ ${leastFps} fps`,
      measured: `${slowestFps.toFixed(0)} fps`,
      reached: slowestFps >= leastFps,
    },
    {
      name: 'first sample explained after a cold start',
      wanted: `≤ ${slowestStartMs / 1000} s`,
      measured: `${(start.cold.mapsMs / 1000).toFixed(2)} s`,
      reached: start.cold.mapsMs <= slowestStartMs,
    },
    ...measureSizes(),
  ];
}

/**
 * @param {readonly import('./takeTurns.ts').Timing[]} timings
 * @param {import('./contenders.ts').ContenderName} of
 * @param {import('./contenders.ts').ContenderName} to
 * @returns {number}
 */
function ratio(timings, of, to) {
  return timings.find(({ name }) => name === of)?.ratioTo[to] ?? Number.NaN;
}

/** The budgets of .size-limit.mjs. @returns {import('./report.mjs').Target[]} */
function measureSizes() {
  const sizeLimit = join(projectRoot, 'node_modules', 'size-limit', 'bin.js');
  const { stdout } = spawnSync(process.execPath, [sizeLimit, '--json'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  /** @type {{ name: string, size: number, sizeLimit: number, passed: boolean }[]} */
  const sizes = JSON.parse(stdout);
  return sizes.map(({ name, size, sizeLimit: limit, passed }) => ({
    name: `${name}, gzipped`,
    wanted: `≤ ${limit / 1000} kB`,
    measured: `${(size / 1000).toFixed(0)} kB`,
    reached: passed,
  }));
}
