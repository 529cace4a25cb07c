/**
 * `npm run measure:localisation [-- FOLDER] [--split val|test …] [--method ID …] [--fusions main|all] [--limit N]
 * [--csv FILE]`: how well methods and fusions find the animal in photos with masks. Prints Markdown tables, of each
 * split the best first; docs/findings.md says what they mean. Ctrl-C ends early, with the tables so far.
 */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { projectRoot, stop } from './install.mjs';
import { findMaskedPhotos, startDecoder } from './measure-localisation-photos.mjs';
import { csvHeader, csvLines, markdownTables, remainingTime } from './measure-localisation-words.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    split: { type: 'string', multiple: true, default: ['test'] },
    method: { type: 'string', multiple: true, default: [] },
    fusions: { type: 'string', default: 'main' },
    limit: { type: 'string', default: '' },
    csv: { type: 'string', default: '' },
  },
});
const folder = positionals[0] ?? join(projectRoot, '..', 'shared', 'data', 'pets');
const limit = values.limit === '' ? Number.POSITIVE_INFINITY : Number(values.limit);
if (!(limit >= 1)) stop('--limit needs a number of photos, at least 1.');
if (!['main', 'all'].includes(values.fusions)) stop('--fusions is "main" or "all".');

const splits = values.split.map((split) => {
  const photos = findMaskedPhotos(folder, split).slice(0, limit);
  const missing = existsSync(folder) ? `${folder} has none of the split "${split}"` : 'there is none';
  if (photos.length === 0) {
    stop(
      `This needs a folder of photos with masks, images/<split>/<class>/<id>.jpg and masks/<split>/<class>/<id>.png ` +
        `(grey: 0 background, 255 animal, else unknown), named after the command; ${missing}.`,
    );
  }
  return { split, photos };
});

const server = await createServer({
  configFile: false,
  root: projectRoot,
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  logLevel: 'error',
});
let isStopped = false;
process.once('SIGINT', () => {
  // A second one ends the process at once, as ever.
  isStopped = true;
  process.stderr.write('\nEnding after this photo.\n');
});
const decoder = await startDecoder();
try {
  const catalogue = await server.ssrLoadModule('/src/cam/methods.ts');
  const run = await server.ssrLoadModule('/scripts/measure-localisation-run.ts');
  const summary = await server.ssrLoadModule('/scripts/measure-localisation-summary.ts');
  /** @type {typeof import('./measure-localisation-summary.ts').summarise} */
  const summarise = summary['summarise'];
  const methods = chooseMethods(catalogue['camMethodIds']);
  /** @type {Awaited<ReturnType<typeof import('./measure-localisation-run.ts').startMeasuring>>} */
  const measuring = await run['startMeasuring']({ methods, hasAllFusions: values.fusions === 'all' });
  if (values.csv !== '') writeFileSync(values.csv, csvHeader);
  for (const { split, photos } of splits) {
    /** @type {import('./measure-localisation-summary.ts').PhotoRecord[]} */
    const records = [];
    let count = 0;
    let rightCount = 0;
    const startMs = performance.now();
    for (const { id, label, photoPath, maskPath } of photos) {
      if (isStopped) break;
      const photo = await decoder.decode(photoPath);
      const mask = await decoder.decode(maskPath);
      const measured = await measuring.measure({ label, photo, mask }, ++count);
      records.push(...measured.records);
      if (measured.isRight) rightCount += 1;
      if (values.csv !== '') appendFileSync(values.csv, csvLines(split, id, measured.records));
      tellProgress(split, count, photos.length, performance.now() - startMs);
    }
    if (count === 0) continue;
    const elapsedS = (performance.now() - startMs) / 1000;
    const share = count < photos.length ? `${count} of ${photos.length}` : count;
    console.log(
      `\n${share} photos of the split "${split}", explained for the class they show (the model predicts it on ` +
        `${rightCount}); ${elapsedS.toFixed(0)} s. In brackets: 95 % intervals. The best first, by the mean of the three.`,
    );
    console.log(markdownTables(summarise(records)));
  }
} finally {
  await decoder.close();
  await server.close();
}

/**
 * Those that were asked for, else all but the one that takes as long as all others together.
 * @param {typeof import('../src/cam/methods.ts').camMethodIds} camMethodIds
 */
function chooseMethods(camMethodIds) {
  const unknown = values.method.find((wanted) => camMethodIds.every((id) => id !== wanted));
  if (unknown !== undefined) stop(`There is no method "${unknown}"; there are ${camMethodIds.join(', ')}.`);
  if (values.method.length > 0) return camMethodIds.filter((id) => values.method.includes(id));
  return camMethodIds.filter((id) => id !== 'scoreCam');
}

/**
 * On a terminal one line that is written again, else a line now and then.
 * @param {string} split
 * @param {number} count
 * @param {number} total
 * @param {number} elapsedMs
 */
function tellProgress(split, count, total, elapsedMs) {
  const words = `${split}: ${count} of ${total} photos, ${remainingTime((elapsedMs / count) * (total - count))}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${words}\u001b[K${count === total ? '\n' : ''}`);
  else if (count % 20 === 0 || count === total) process.stderr.write(`${words}\n`);
}
