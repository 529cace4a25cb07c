/** `npm run bench`: prints the engine's ratios, the frame times and the cold start, in one run. */
import { cpus } from 'node:os';
import { createServer } from 'vite';

const server = await createServer({
  configFile: false,
  server: { middlewareMode: true, watch: null, hmr: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  logLevel: 'error',
});
try {
  const { benchEngine } = await server.ssrLoadModule('/bench/engineBench.ts');
  console.log(
    `${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${cpus().length} × ${cpus()[0].model}`,
  );
  for (const [backend, rounds] of [
    ['wasm', 9],
    ['cpu', 0],
  ]) {
    const timings = await benchEngine(backend, rounds);
    printTimings(`engine on ${backend}, ${rounds} round(s), one thread`, timings);
  }
} finally {
  await server.close();
}

/**
 * @param {string} title
 * @param {readonly { name: string, medianMs: number, minimumMs: number }[]} timings
 */
function printTimings(title, timings) {
  const base = timings[0].medianMs;
  console.log(`\n${title}`);
  console.log(`${'median ms'.padStart(12)}${'best ms'.padStart(10)}${'× predict()'.padStart(13)}`);
  for (const { name, medianMs, minimumMs } of timings) {
    const numbers = [medianMs.toFixed(0).padStart(12), minimumMs.toFixed(0).padStart(10)];
    console.log(`${numbers.join('')}${(medianMs / base).toFixed(2).padStart(13)}  ${name}`);
  }
}
