/** The numbers as text: one compact report. */
import { median } from './statistics.mjs';

/**
 * @typedef {import('./takeTurns.ts').Timing} Timing
 * @typedef {object} Target
 * @property {string} name
 * @property {string} wanted
 * @property {string} measured
 * @property {boolean} reached
 */

/** @type {Readonly<Record<import('./contenders.ts').ContenderName, string>>} */
const contenderTitles = {
  predict: "the model's own predict()",
  prediction: 'prediction by the plan',
  forward: 'forward by the plan, all layers kept',
  trace: 'forward and backward by the plan, no maps',
  allLayers: 'all layers by the plan, three methods',
  tape: 'all layers by the tape, three methods',
  layerByLayer: 'one gradient pass per layer, Grad-CAM',
  layerByLayerAsUsual: "the same with tfjs' own layers",
};

/**
 * A table with a heading. Numbers stand right, what they are stands behind them.
 * @param {string} title
 * @param {readonly string[]} columns
 * @param {readonly (readonly string[])[]} rows
 */
function printTable(title, columns, rows) {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    cells
      .map((cell, index) => (index < columns.length - 1 ? cell.padStart(widths[index] ?? 0) : cell))
      .join('  ');
  console.log(`\n${title}`);
  console.log(line(columns));
  for (const row of rows) console.log(line(row));
}

/** @param {readonly import('./fusion.ts').FusionTiming[]} timings */
export function printFusion(timings) {
  printTable(
    'fusing 155 layers at 224 × 224 in Node, best of 25',
    ['first, after a run', 'a change', 'worst', 'ms'],
    timings.map(({ shown, firstMs, changeMs, worstMs }) => [
      ...[firstMs, changeMs, worstMs].map((timeMs) => timeMs?.toFixed(1) ?? ''),
      shown === 'layer' ? 'one layer, the slowest' : shown,
    ]),
  );
}

/**
 * @param {string} title
 * @param {readonly Timing[]} timings
 */
export function printEngine(title, timings) {
  printTable(
    title,
    ['median ms', 'best ms', '× predict()', '× prediction', ''],
    timings.map(({ name, medianMs, minimumMs, ratioTo }) => [
      medianMs.toFixed(0),
      minimumMs.toFixed(0),
      (ratioTo.predict ?? Number.NaN).toFixed(2),
      (ratioTo.prediction ?? Number.NaN).toFixed(2),
      contenderTitles[name],
    ]),
  );
}

/** @param {readonly import('./backends.mjs').BackendTime[]} times */
export function printBackends(times) {
  printTable(
    'one explanation in the built page, all layers, three methods',
    ['median ms', 'runs', ''],
    times.map(({ backend, runs, medianMs, remark }) => [
      medianMs === null ? '–' : medianMs.toFixed(0),
      String(runs),
      remark === '' ? backend : `${backend} (${remark})`,
    ]),
  );
}

/** @param {import('./firstRuns.ts').FirstRuns} runs */
export function printFirstRuns({ warmUpMs, firstMs, laterMs, peakTensorBytes, heapBytes }) {
  const megabytes = /** @param {number} bytes */ (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  printTable(
    'a fresh engine on WebAssembly in Node',
    ['', ''],
    [
      [`${warmUpMs.toFixed(0)} ms`, 'warm-up'],
      [`${firstMs.toFixed(0)} ms`, 'first run after it'],
      [`${median(laterMs).toFixed(0)} ms`, `median of the next ${laterMs.length}`],
      [megabytes(peakTensorBytes), 'most in tensors at once'],
      [megabytes(heapBytes), "WebAssembly's memory at the end"],
    ],
  );
}

/** @param {import('./sequence.mjs').SequenceTimes} times */
export function printSequence(times) {
  const { pictures, coldMs, firstMs, singleMs, wholeMs, eachMs, throughput } = times;
  printTable(
    'pictures through the built page, on WebAssembly',
    ['', ''],
    [
      [`${singleMs.toFixed(0)} ms`, "the engine's time for one"],
      [`${coldMs.toFixed(0)} ms`, `for its very first one (${times.coldRatio.toFixed(2)} ×)`],
      [`${firstMs.toFixed(0)} ms`, `for the first one after a warm-up (${times.firstRatio.toFixed(2)} ×)`],
      [`${wholeMs.toFixed(0)} ms`, 'from the file to its answer, one at a time'],
      [
        `${eachMs.toFixed(0)} ms`,
        `each of ${pictures} at once: ${(100 * throughput).toFixed(0)} % of the engine's pace`,
      ],
      [`${(100 * times.busyShare).toFixed(0)} %`, 'of that time the engine computed'],
    ],
  );
}

/** @param {import('./video.mjs').VideoTimes} times */
export function printVideo({ frames, singleMs, eachMs, throughput }) {
  printTable(
    'a video in the built page, on WebAssembly: decoded, explained and drawn',
    ['', ''],
    [
      [`${singleMs.toFixed(0)} ms`, "the engine's time for one photo"],
      [
        `${eachMs.toFixed(0)} ms`,
        `each of ${frames} frames: ${(100 * throughput).toFixed(0)} % of the engine's pace`,
      ],
    ],
  );
}

/** @param {import('./camera.mjs').CameraTimes} times */
export function printCamera({ engineMs, eachMs, throughput }) {
  printTable(
    'frames of a camera through the built page, on WebAssembly',
    ['', ''],
    [
      [`${engineMs.toFixed(0)} ms`, "the engine's time for one"],
      [
        `${eachMs.toFixed(0)} ms`,
        `from one to the next: ${(100 * throughput).toFixed(0)} % of the engine's pace`,
      ],
    ],
  );
}

/** @param {import('./reducersOnWebgpu.ts').ReducerTimes & { device: string }} times */
export function printReducers({ kernelsMs, operationsMs, device }) {
  printTable(
    `the maps alone on WebGPU (${device})`,
    ['', ''],
    [
      [`${kernelsMs.toFixed(0)} ms`, 'by our kernels'],
      [`${operationsMs.toFixed(0)} ms`, 'by tensor operations'],
    ],
  );
}

/** @param {readonly import('./lanes.ts').LaneTimes[]} times */
export function printLanes(times) {
  printTable(
    'single pictures on WebAssembly in Node, while 200 are surveyed',
    ['prediction ms', 'worst', 'all maps ms', 'worst', 'survey: a picture ms', 'a second', 'while asked', ''],
    times.map(({ survey, predictedMs, mapsMs, pictureMs, pace }) => [
      ...[predictedMs.median, predictedMs.worst, mapsMs.median, mapsMs.worst].map((timeMs) =>
        timeMs.toFixed(0),
      ),
      pictureMs?.toFixed(0) ?? '',
      pace?.alone.toFixed(1) ?? '',
      pace?.beside.toFixed(1) ?? '',
      survey ?? 'no survey',
    ]),
  );
}

/** @param {readonly import('./frameTimes.mjs').FrameTimes[]} times */
export function printFrames(times) {
  printTable(
    'frames of the built page at 1440 × 900',
    ['median ms', 'p95', 'worst', 'fps', 'mean fps', 'late', 'busy ms', 'canvas px', 'layers', ''],
    times.map(({ name, layers, medianMs, p95Ms, worstMs, fps, meanFps, lateShare, busyMs, drawnRatio }) => [
      medianMs.toFixed(1),
      p95Ms.toFixed(1),
      worstMs.toFixed(0),
      fps.toFixed(0),
      meanFps.toFixed(0),
      `${(100 * lateShare).toFixed(1)} %`,
      busyMs.toFixed(1),
      drawnRatio.toFixed(2),
      String(layers),
      name,
    ]),
  );
}

/** @param {Awaited<ReturnType<typeof import('./coldStart.mjs').measureColdStart>>} times */
export function printColdStart({ runs, cold, again }) {
  printTable(
    `start of the built page, median of ${runs}`,
    ['interface ms', 'prediction', 'first maps', ''],
    [
      { name: 'first visit, nothing cached', times: cold },
      { name: 'second visit', times: again },
    ].map(({ name, times: { interfaceMs, predictionMs, mapsMs } }) => [
      interfaceMs.toFixed(0),
      predictionMs.toFixed(0),
      mapsMs.toFixed(0),
      name,
    ]),
  );
}

/** @param {readonly Target[]} targets */
export function printTargets(targets) {
  printTable(
    'targets',
    ['', 'measured', 'wanted', ''],
    targets.map(({ name, wanted, measured, reached }) => [reached ? '✓' : '✗', measured, wanted, name]),
  );
}
