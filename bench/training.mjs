/** `npm run bench:training`: how long a version is trained, and how long a data set is asked again by it, in Node. */
import { loadavg } from 'node:os';
import { serveSources } from './engine.mjs';
import { median } from './statistics.mjs';

const slowestTrainingMs = 1500;
const slowestScoringMs = 50;

const sources = await serveSources();
try {
  const bench = /** @type {typeof import('./training.ts')} */ (await sources.load('/bench/training.ts'));
  const { pictures, iterations, trainMs, scoredPictures, scoreMs } = await bench.benchTraining();
  tell(`training with ${pictures} pictures, ${iterations} iterations`, trainMs, slowestTrainingMs);
  tell(`asking ${scoredPictures} pictures again`, scoreMs, slowestScoringMs);
  console.log(`load of the machine: ${(loadavg()[0] ?? 0).toFixed(1)}`);
} finally {
  await sources.close();
}

/**
 * @param {string} name
 * @param {readonly number[]} times
 * @param {number} slowestMs
 */
function tell(name, times, slowestMs) {
  const middleMs = median(times);
  const words = middleMs <= slowestMs ? 'reached' : 'missed';
  console.log(
    `${name}: median ${middleMs.toFixed(0)} ms, best ${Math.min(...times).toFixed(0)} ms (≤ ${slowestMs} ms: ${words})`,
  );
}
