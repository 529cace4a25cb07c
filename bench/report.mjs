/** The numbers as text: one compact report. */

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
