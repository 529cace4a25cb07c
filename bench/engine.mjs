/** Starts the engine's contenders: in Node, and in a worker of a browser. */
import { createServer } from 'vite';
import { projectRoot } from '../scripts/install.mjs';

/**
 * @typedef {import('./takeTurns.ts').Timing} Timing
 * @typedef {import('./contenders.ts').ContenderName} ContenderName
 * @typedef {object} Sources The sources as they are, without a build.
 * @property {string} url Where a browser finds them.
 * @property {(path: string) => Promise<Record<string, any>>} load A module of them, for Node.
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Sources>} */
export async function serveSources() {
  const server = await createServer({
    configFile: false,
    root: projectRoot,
    cacheDir: 'node_modules/.cache/bench',
    server: { host: '127.0.0.1', port: 4700, watch: null, hmr: false },
    appType: 'custom',
    // Found before the first request: a discovery while the benchmark runs would reload it.
    optimizeDeps: { entries: ['bench/engineInChromium.worker.ts', 'bench/reducersOnWebgpu.ts'] },
    logLevel: 'error',
  });
  await server.listen();
  return {
    url: /** @type {string} */ (server.resolvedUrls?.local[0]),
    load: (path) => server.ssrLoadModule(path),
    close: () => server.close(),
  };
}

/**
 * @param {Sources} sources
 * @param {'wasm' | 'cpu'} backend
 * @param {readonly ContenderName[]} names
 * @param {number} rounds
 * @returns {Promise<readonly Timing[]>}
 */
export async function benchInNode(sources, backend, names, rounds) {
  const module = /** @type {typeof import('./engineInNode.ts')} */ (
    await sources.load('/bench/engineInNode.ts')
  );
  return module.benchInNode(backend, names, rounds);
}

/**
 * @param {Sources} sources
 * @returns {Promise<string | null>} What stops tfjs' own layers on WebAssembly, in Node; null where nothing does.
 */
export async function tryUsualWayOnWasm(sources) {
  const module = /** @type {typeof import('./engineInNode.ts')} */ (
    await sources.load('/bench/engineInNode.ts')
  );
  return module.tryUsualWayOnWasm();
}

/**
 * @param {Sources} sources
 * @returns {Promise<readonly import('./fusion.ts').FusionTiming[]>}
 */
export async function benchFusion(sources) {
  const module = /** @type {typeof import('./fusion.ts')} */ (await sources.load('/bench/fusion.ts'));
  return module.benchFusion();
}

/**
 * @param {Sources} sources
 * @param {import('playwright').Browser} browser
 * @param {readonly ContenderName[]} names
 * @param {number} rounds
 * @returns {Promise<readonly Timing[]>} On WebAssembly.
 */
export async function benchInChromium(sources, browser, names, rounds) {
  const { readPicture } = /** @type {typeof import('./engineInNode.ts')} */ (
    await sources.load('/bench/engineInNode.ts')
  );
  const { width, height, data } = readPicture();
  const page = await browser.newPage();
  try {
    // Any file will do that has this origin.
    await page.goto(`${sources.url}LICENSE`);
    return await page.evaluate(
      ({ picture, ...request }) =>
        new Promise((done, fail) => {
          const worker = new Worker('/bench/engineInChromium.worker.ts', { type: 'module' });
          worker.onmessage = ({ data: timings }) => done(timings);
          worker.onerror = ({ message }) => fail(new Error(message));
          worker.postMessage({ ...request, picture: { ...picture, data: Uint8Array.from(picture.data) } });
        }),
      { names, rounds, picture: { width, height, data: Array.from(data) } },
    );
  } finally {
    await page.close();
  }
}
