/**
 * `npm run measure:dataset [-- FOLDER] [--split test] [--oracle FILE] [--groups 90] [--limit N] [--csv FILE]`: what a data
 * set's page says of a folder of labelled photos, by the same code, in Node: labels from paths, one survey, numbers,
 * duplicates, slices, groups of mistakes. With `--groups` also whether groups tell clean cats from cats with a ball and
 * behind bars. Prints Markdown; docs/findings.md says what it means. "skipped: …" where there are no photos.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { projectRoot, stop } from './install.mjs';
import { startDecoder } from './measure-localisation-photos.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    split: { type: 'string', default: 'test' },
    oracle: { type: 'string', default: '' },
    groups: { type: 'string', default: '90' },
    limit: { type: 'string', default: '' },
    csv: { type: 'string', default: '' },
  },
});
const shared = join(projectRoot, '..', 'shared');
const folder = positionals[0] ?? join(shared, 'data', 'pets');
const oracleFile = values.oracle || join(shared, 'oracles', 'pets-test-probabilities.csv');
const limit = values.limit === '' ? Number.POSITIVE_INFINITY : Number(values.limit);
const groupSize = Number(values.groups);
if (!(limit >= 1)) stop('--limit needs a number of photos, at least 1.');
if (!(groupSize >= 0)) stop('--groups needs a number of photos; 0 leaves groups out.');

const root = join(folder, 'images', values.split);
const paths = existsSync(root)
  ? readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path) => `${values.split}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.[a-z]+$/iu.test(path))
      .sort()
      .slice(0, limit)
  : [];
if (paths.length === 0) {
  console.error(
    `skipped: a folder of labelled photos, for there is none in ${root}. Name one after the command: ` +
      'images/<split>/<class>/<id>.jpg.',
  );
  process.exit(0);
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
  const run = await server.ssrLoadModule('/scripts/measure-dataset-run.ts');
  const words = await server.ssrLoadModule('/scripts/measure-dataset-words.ts');
  /** @type {typeof import('./measure-dataset-run.ts')} */
  const { startSurveying, labelsOf } = /** @type {any} */ (run);
  /** @type {typeof import('./measure-dataset-words.ts')} */
  const { compareWithOracle, reportSet, reportMixture, rowsFile } = /** @type {any} */ (words);
  const surveying = await startSurveying();
  const decode = (/** @type {string} */ path) => decoder.decode(join(folder, 'images', path));
  const labels = labelsOf(paths, surveying.labels);
  const started = performance.now();
  const set = await surveying.survey(paths, labels, decode, tellProgress);
  const seconds = (performance.now() - started) / 1000;
  console.log(`\n${set.paths.length} photos of the split "${values.split}" in ${seconds.toFixed(0)} s.\n`);
  if (existsSync(oracleFile)) console.log(compareWithOracle(set, readFileSync(oracleFile, 'utf8')));
  else console.error(`skipped: comparing probabilities, for there is no ${oracleFile}.`);
  const training = readFileSync(join(projectRoot, 'public', 'lab', 'training-hashes.bin'));
  console.log(reportSet(set, new Uint8Array(training)));
  if (values.csv !== '') writeFileSync(values.csv, rowsFile(set));
  if (groupSize > 0) {
    const mixture = await surveying.surveyMixture(paths, labels, groupSize, decode, tellProgress);
    console.log(reportMixture(mixture));
  }
} finally {
  await decoder.close();
  await server.close();
}

/**
 * On a terminal one line that is written again, else a line now and then.
 * @param {number} count
 * @param {number} total
 */
function tellProgress(count, total) {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${count} of ${total}\u001b[K${count === total ? '\n' : ''}`);
  else if (count % 100 === 0 || count === total) process.stderr.write(`${count} of ${total}\n`);
}
