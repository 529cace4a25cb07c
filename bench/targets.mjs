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
const slowestFusionTargetMs = 8;

/**
 * @param {object} results
 * @param {readonly import('./takeTurns.ts').Timing[]} results.engine On WebAssembly, in Node.
 * @param {readonly import('./takeTurns.ts').Timing[]} results.chromium The same in Chromium.
 * @param {readonly import('./takeTurns.ts').Timing[]} results.plain On plain JavaScript, in Node.
 * @param {import('./firstRuns.ts').FirstRuns} results.firstRuns
 * @param {readonly import('./fusion.ts').FusionTiming[]} results.fusion
 * @param {readonly import('./lanes.ts').LaneTimes[]} results.lanes
 * @param {import('./sequence.mjs').SequenceTimes} results.sequence
 * @param {import('./video.mjs').VideoTimes} results.video
 * @param {import('./camera.mjs').CameraTimes} results.camera
 * @param {readonly import('./frameTimes.mjs').FrameTimes[]} results.frames
 * @param {Awaited<ReturnType<typeof import('./coldStart.mjs').measureColdStart>>} results.start
 * @returns {import('./report.mjs').Target[]}
 */
export function checkTargets(results) {
  const { engine, chromium, plain, firstRuns, fusion, lanes, sequence, video, camera, frames, start } =
    results;
  const timesFasterThanUsual = ratio(plain, 'layerByLayerAsUsual', 'allLayers');
  const firstRatio = firstRuns.firstMs / median(firstRuns.laterMs);
  const slowestFusionMs = Math.max(...fusion.flatMap(({ firstMs, worstMs }) => [firstMs, worstMs ?? 0]));
  const slowestFps = Math.min(...frames.map(({ fps }) => fps));
  return [
    ...checkEngine('in Node', engine),
    ...checkEngine('in Chromium', chromium),
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
    ...waitsBeside(lanes),
    paceOf('a sequence of pictures', sequence),
    paceOf('a video', video),
    paceOf('a camera', camera),
    {
      name: 'a change of the fusion, or the first after a run',
      wanted: `≤ ${slowestFusionTargetMs} ms`,
      measured: `${slowestFusionMs.toFixed(1)} ms at most`,
      reached: slowestFusionMs <= slowestFusionTargetMs,
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
 * How much later somebody is answered for a survey that runs beside it: one picture of that survey at most.
 * @param {readonly import('./lanes.ts').LaneTimes[]} times The first is that without a survey.
 * @returns {import('./report.mjs').Target[]}
 */
function waitsBeside([alone, ...beside]) {
  return beside.map(({ survey, predictedMs, pictureMs }) => {
    const waitMs = predictedMs.median - (alone?.predictedMs.median ?? 0);
    return {
      name: `wait for a survey, ${survey}`,
      wanted: `≤ one of its pictures, ${pictureMs?.toFixed(0)} ms`,
      measured: `${waitMs.toFixed(0)} ms`,
      reached: waitMs <= (pictureMs ?? 0),
    };
  });
}

/**
 * @param {string} where
 * @param {readonly import('./takeTurns.ts').Timing[]} timings On WebAssembly.
 * @returns {import('./report.mjs').Target[]}
 */
function checkEngine(where, timings) {
  const timesPredict = ratio(timings, 'allLayers', 'predict');
  const timesPrediction = ratio(timings, 'allLayers', 'prediction');
  const predictionOfPredict = ratio(timings, 'prediction', 'predict');
  const timesFaster = ratio(timings, 'layerByLayer', 'allLayers');
  return [
    {
      name: `all layers, on WebAssembly ${where}`,
      wanted: `≤ ${mostTimesPredict} × predict()`,
      measured: `${timesPredict.toFixed(2)} ×`,
      reached: timesPredict <= mostTimesPredict,
    },
    {
      name: `all layers, on WebAssembly ${where}`,
      wanted: `≤ ${mostTimesPrediction} × prediction`,
      measured: `${timesPrediction.toFixed(2)} ×`,
      reached: timesPrediction <= mostTimesPrediction,
    },
    {
      name: `prediction, on WebAssembly ${where}`,
      wanted: `≤ ${mostPredictionOfPredict} × predict()`,
      measured: `${predictionOfPredict.toFixed(2)} ×`,
      reached: predictionOfPredict <= mostPredictionOfPredict,
    },
    {
      name: `than one gradient pass per layer by our lean layers, on WebAssembly ${where}`,
      wanted: `≥ ${leastTimesFaster} × faster`,
      measured: `${timesFaster.toFixed(0)} ×`,
      reached: timesFaster >= leastTimesFaster,
    },
  ];
}

/**
 * @param {string} name
 * @param {{ readonly throughput: number }} times
 * @returns {import('./report.mjs').Target}
 */
function paceOf(name, { throughput }) {
  return {
    name,
    wanted: `≥ ${100 * leastThroughput} % of the engine's pace`,
    measured: `${(100 * throughput).toFixed(0)} %`,
    reached: throughput >= leastThroughput,
  };
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
