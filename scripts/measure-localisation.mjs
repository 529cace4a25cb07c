/**
 * `npm run measure:localisation [-- folder] [--split val|test] [--limit n]`: how well methods and fusions find the
 * animal in photos with masks. Prints one Markdown table; docs/findings.md says what it means.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { projectRoot, stop } from './install.mjs';
import { findMaskedPhotos, startDecoder } from './measure-localisation-photos.mjs';

/** @typedef {{ mean: number, low: number, high: number }} Estimate */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { split: { type: 'string', default: 'test' }, limit: { type: 'string', default: '' } },
});
const folder = positionals[0] ?? join(projectRoot, '..', 'shared', 'data', 'pets');
const limit = values.limit === '' ? Number.POSITIVE_INFINITY : Number(values.limit);
if (!(limit >= 1)) stop('--limit needs a number of photos, at least 1.');

const photos = findMaskedPhotos(folder, values.split).slice(0, limit);
if (photos.length === 0) {
  const missing = existsSync(folder) ? `${folder} has none of the split "${values.split}"` : 'there is none';
  stop(
    `This needs a folder of photos with masks, images/<split>/<class>/<id>.jpg and masks/<split>/<class>/<id>.png ` +
      `(grey: 0 background, 255 animal, else unknown), named after the command; ${missing}.`,
  );
}

const server = await createServer({
  configFile: false,
  root: projectRoot,
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  logLevel: 'error',
});
const decoder = await startDecoder();
try {
  const run = await server.ssrLoadModule('/scripts/measure-localisation-run.ts');
  /** @type {Awaited<ReturnType<typeof import('./measure-localisation-run.ts').startMeasuring>>} */
  const measuring = await run['startMeasuring']();
  const startMs = performance.now();
  for (const [index, { label, photoPath, maskPath }] of photos.entries()) {
    const photo = await decoder.decode(photoPath);
    const mask = await decoder.decode(maskPath);
    await measuring.add({ label, photo, mask });
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${photos.length} photos`);
  }
  const elapsedS = (performance.now() - startMs) / 1000;
  const { count, rightCount } = measuring.counts();
  process.stderr.write('\n');
  console.log(
    `${count} photos of the split "${values.split}", explained for the class they show ` +
      `(the model predicts it on ${rightCount}); ${elapsedS.toFixed(0)} s. In brackets: 95 % intervals.\n`,
  );
  console.log('| method | shown | energy inside | pointing game | IoU at Otsu |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const { group, name, energyInside, pointingGame, otsuOverlap } of measuring.rows()) {
    const numbers = [energyInside, pointingGame, otsuOverlap].map(format);
    console.log(`| ${[group, name, ...numbers].join(' | ')} |`);
  }
} finally {
  await decoder.close();
  await server.close();
}

/** @param {Estimate} estimate */
function format({ mean, low, high }) {
  const digits = (/** @type {number} */ value) => value.toFixed(3).replace(/^0/u, '');
  return `${digits(mean)} (${digits(low)}–${digits(high)})`;
}
