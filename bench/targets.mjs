/** What was promised, and whether this run keeps it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../scripts/install.mjs';
import { median } from './statistics.mjs';

const leastFps = 50;
const slowestStartMs = 6_000;
const mostTimesPredict = 1.6;
const mostTimesPrediction = 4;
const mostPredictionOfPredict = 0.5;
const leastTimesFaster = 400;
const mostPeakBytes = 400e6;
const mostFirstRatio = 2;
const leastThroughput = 0.9;

/**
 * @param {object} results
 * @param {readonly import('./takeTurns.ts').Timing[]} results.engine On WebAssembly, in Node.
 * @param {readonly import('./takeTurns.ts').Timing[]} results.plain On plain JavaScript, in Node.
 * @param {import('./firstRuns.ts').FirstRuns} results.firstRuns
 * @param {import('./sequence.mjs').SequenceTimes} results.sequence
 * @param {import('./video.mjs').VideoTimes} results.video
 * @param {readonly import('./frameTimes.mjs').FrameTimes[]} results.frames
 * @param {Awaited<ReturnType<typeof import('./coldStart.mjs').measureColdStart>>} results.start
 * @returns {import('./report.mjs').Target[]}
 */
export function checkTargets({ engine, plain, firstRuns, sequence, video, frames, start }) {
  const timesPredict = ratio(engine, 'allLayers', 'predict');
  const timesPrediction = ratio(engine, 'allLayers', 'prediction');
  const predictionOfPredict = ratio(engine, 'prediction', 'predict');
  const timesFaster = ratio(engine, 'layerByLayer', 'allLayers');
  const timesFasterThanUsual = ratio(plain, 'layerByLayerAsUsual', 'allLayers');
  const firstRatio = firstRuns.firstMs / median(firstRuns.laterMs);
  const slowestFps = Math.min(...frames.map(({ fps }) => fps));
  return [
    {
      name: 'all layers, on WebAssembly',
      wanted: `≤ ${mostTimesPredict} × predict()`,
      measured: `${timesPredict.toFixed(2)} ×`,
      reached: timesPredict <= mostTimesPredict,
    },
    {
      name: 'all layers, on WebAssembly',
      wanted: `≤ ${mostTimesPrediction} × prediction`,
      measured: `${timesPrediction.toFixed(2)} ×`,
      reached: timesPrediction <= mostTimesPrediction,
    },
    {
      name: 'prediction, on WebAssembly',
      wanted: `≤ ${mostPredictionOfPredict} × predict()`,
      measured: `${predictionOfPredict.toFixed(2)} ×`,
      reached: predictionOfPredict <= mostPredictionOfPredict,
    },
    {
      name: 'than one gradient pass per layer by our lean layers, on WebAssembly',
      wanted: `≥ ${leastTimesFaster} × faster`,
      measured: `${timesFaster.toFixed(0)} ×`,
      reached: timesFaster >= leastTimesFaster,
    },
    {
      name: "than one gradient pass per layer by tfjs' own layers, on plain JavaScript",
      wanted: `≥ ${leastTimesFaster} × faster`,
      measured: `${timesFasterThanUsual.toFixed(0)} ×`,
      reached: timesFasterThanUsual >= leastTimesFaster,
    },
    {
      name: 'most in tensors at once',
      wanted: `≤ ${mostPeakBytes / 1e6} MB`,
      measured: `${(firstRuns.peakTensorBytes / 1e6).toFixed(0)} MB`,
      reached: firstRuns.peakTensorBytes <= mostPeakBytes,
    },
    {
      name: 'first run after the warm-up, in Node',
      wanted: `≤ ${mostFirstRatio} × a later one`,
      measured: `${firstRatio.toFixed(2)} ×`,
      reached: firstRatio <= mostFirstRatio,
    },
    {
      name: 'first run after the warm-up, in the built page',
      wanted: `≤ ${mostFirstRatio} × a later one`,
      measured: `${sequence.firstRatio.toFixed(2)} ×`,
      reached: sequence.firstRatio <= mostFirstRatio,
    },
    {
      name: 'a sequence of pictures',
      wanted: `≥ ${100 * leastThroughput} % of the engine's pace`,
      measured: `${(100 * sequence.throughput).toFixed(0)} %`,
      reached: sequence.throughput >= leastThroughput,
    },
    {
      name: 'a video',
      wanted: `≥ ${100 * leastThroughput} % of the engine's pace`,
      measured: `${(100 * video.throughput).toFixed(0)} %`,
      reached: video.throughput >= leastThroughput,
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
