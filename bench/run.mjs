/**
 * `npm run bench`: the engine's ratios, each backend's time, frame times and the cold start, in one run.
 * `-- --json FILE` also writes the numbers, `-- --software` measures GPUs that are only programs as well.
 * docs/performance.md says what the numbers mean.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { ensureBrowser, launchFlags } from '../scripts/browser.mjs';
import { ensureBuilt } from '../scripts/build.mjs';
import { prepare, projectRoot } from '../scripts/install.mjs';
import { serve } from '../scripts/serve.mjs';
import { measureBackends, measureReducers } from './backends.mjs';
import { fakeCameraFlags, measureCamera } from './camera.mjs';
import { measureColdStart } from './coldStart.mjs';
import { benchFusion, benchInChromium, benchInNode, serveSources, tryUsualWayOnWasm } from './engine.mjs';
import { measureFirstRuns } from './firstRuns.mjs';
import { measureFrames } from './frameTimes.mjs';
import { measureLanes } from './lanes.mjs';
import {
  printBackends,
  printCamera,
  printColdStart,
  printEngine,
  printFirstRuns,
  printFrames,
  printFusion,
  printLanes,
  printReducers,
  printSequence,
  printTargets,
  printVideo,
} from './report.mjs';
import { measureSequence } from './sequence.mjs';
import { checkTargets } from './targets.mjs';
import { measureVideo } from './video.mjs';

/** @type {import('./contenders.ts').ContenderName[]} */
const everyContender = ['predict', 'prediction', 'forward', 'trace', 'allLayers', 'tape', 'layerByLayer'];
/** @type {import('./contenders.ts').ContenderName[]} Here the usual way works, at three minutes for three layers. */
const plainContenders = ['predict', 'prediction', 'allLayers', 'layerByLayerAsUsual'];

/**
 * No emulated GPU, unlike in the tests: the compositor would draw with it and hold up every frame. The
 * sandbox is off for the same reason as there.
 */
const plainFlags = ['--no-sandbox', '--disable-quic', '--disable-background-networking'];

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, software: { type: 'boolean', default: false } },
});
prepare();
ensureBuilt();

/** @param {readonly string[]} args */
const launch = (args) => chromium.launch({ executablePath: ensureBrowser(), args: [...args] });
const built = await serve({ root: join(projectRoot, 'dist'), port: 4650, tries: 50 });
const sources = await serveSources();
const browser = await launch(plainFlags);
try {
  const machine = {
    date: new Date().toISOString(),
    processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    node: process.version,
    chromium: browser.version(),
    loadBefore: load(),
  };
  console.log(
    `${machine.date.slice(0, 10)} · ${machine.processor} · Node ${machine.node} · Chromium ${machine.chromium}`,
  );

  const firstRuns = measureFirstRuns();
  printFirstRuns(firstRuns);
  const wasm = await benchInNode(sources, 'wasm', everyContender, 9);
  printEngine('engine on WebAssembly in Node, one thread, 9 rounds', wasm);
  const cpu = await benchInNode(sources, 'cpu', plainContenders, 1);
  printEngine('engine on plain JavaScript in Node, 1 round', cpu);
  const usualWayOnWasm = await tryUsualWayOnWasm(sources);
  if (usualWayOnWasm !== null) console.log(`the usual way on WebAssembly throws: ${usualWayOnWasm}`);
  const fusion = await benchFusion(sources);
  printFusion(fusion);
  const lanes = measureLanes();
  printLanes(lanes);
  const wasmInChromium = await benchInChromium(sources, browser, everyContender, 9);
  printEngine('engine on WebAssembly in a worker of Chromium, one thread, 9 rounds', wasmInChromium);

  const backendBrowser = options.software ? await launch(launchFlags) : browser;
  const backends = await measureBackends(backendBrowser, built.url, sources.url, options.software);
  printBackends(backends);
  const reducers = await measureReducers(backendBrowser, sources.url, options.software);
  if (reducers) printReducers(reducers);
  if (backendBrowser !== browser) await backendBrowser.close();

  const sequence = await measureSequence(() => launch(plainFlags), built.url);
  printSequence(sequence);
  const video = await measureVideo(() => launch(plainFlags), built.url);
  printVideo(video);
  const cameraBrowser = await launch([...plainFlags, ...fakeCameraFlags]);
  const camera = await measureCamera(cameraBrowser, built.url);
  await cameraBrowser.close();
  printCamera(camera);
  const start = await measureColdStart(() => launch(plainFlags), built.url);
  printColdStart(start);
  const frames = await measureFrames(browser, built.url);
  printFrames(frames);

  const inEngine = { engine: wasm, chromium: wasmInChromium, plain: cpu, firstRuns, fusion, lanes };
  const targets = checkTargets({ ...inEngine, sequence, video, camera, frames, start });
  printTargets(targets);
  const loadAfter = load();
  console.log(
    `\nload of the machine: ${machine.loadBefore} before, ${loadAfter} after (this run itself is 1 to 2)`,
  );

  if (options.json !== undefined) {
    const engine = { node: { wasm, cpu, usualWayOnWasm, firstRuns }, chromium: { wasm: wasmInChromium } };
    const measured = {
      engine,
      fusion,
      lanes,
      backends,
      reducers,
      sequence,
      video,
      camera,
      start,
      frames,
      targets,
    };
    const results = { machine: { ...machine, loadAfter }, ...measured };
    const file = resolve(options.json);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  }
} finally {
  await browser.close();
  await sources.close();
  await built.close();
}

/** Processes that wanted to run in the last minute, on average. @returns {string} */
function load() {
  return (loadavg()[0] ?? 0).toFixed(1);
}
