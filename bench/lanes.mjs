/** Runs bench/lanes.ts; started in a process of its own, it prints what that finds as JSON. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveSources } from './engine.mjs';

const self = fileURLToPath(import.meta.url);

/** @returns {readonly import('./lanes.ts').LaneTimes[]} Of an engine that nothing ran before. */
export function measureLanes() {
  const { stdout, status } = spawnSync(process.execPath, [self], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('the lanes could not be measured in a process of their own');
  return JSON.parse(stdout);
}

if (process.argv[1] === self) {
  const sources = await serveSources();
  const module = /** @type {typeof import('./lanes.ts')} */ (await sources.load('/bench/lanes.ts'));
  console.log(JSON.stringify(await module.measureLanes()));
  await sources.close();
  // tfjs keeps handles open.
  process.exit(0);
}
