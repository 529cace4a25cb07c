/**
 * `npm run measure:workshop [-- FOLDER]`: what training the head does to photos that nothing was trained with, all of
 * images/test/<class>/<id>.jpg in a folder, clean and behind crates of other seeds than the bank's. Prints Markdown
 * tables; docs/findings.md says what they mean. The numbers of the photos are kept in node_modules/.cache, so that a
 * second run takes a minute.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { projectRoot } from './install.mjs';
import { startDecoder } from './measure-localisation-photos.mjs';

/** Of the first photo's crate; far from the bank's seeds. */
const firstCrateSeed = 777_000;

const folder = process.argv[2] ?? join(projectRoot, '..', 'shared', 'data', 'pets');
if (!existsSync(join(folder, 'images', 'test'))) {
  console.log(`skipped: there are no photos in ${folder}, images/test/<class>/<id>.jpg.`);
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
try {
  const { labels } = JSON.parse(readFileSync(join(projectRoot, 'public', 'model', 'card.json'), 'utf8'));
  const photos = labels.flatMap((/** @type {string} */ label, /** @type {number} */ classIndex) =>
    readdirSync(join(folder, 'images', 'test', label))
      .sort()
      .map((name) => ({ path: join(folder, 'images', 'test', label, name), classIndex })),
  );
  const { clean, crated } = await measureOnce(photos);
  const workshop = /** @type {typeof import('./measure-workshop-run.ts')} */ (
    await server.ssrLoadModule('/scripts/measure-workshop-run.ts')
  );
  const classes = Uint8Array.from(photos, ({ classIndex }) => classIndex);
  for await (const line of workshop.measureWorkshop({ clean, crated, classes })) console.log(line);
} finally {
  await server.close();
}

/**
 * Features of all photos, clean and crated, from the cache where they are there.
 * @param {{ path: string, classIndex: number }[]} photos
 * @returns {Promise<{ clean: Float32Array, crated: Float32Array }>}
 */
async function measureOnce(photos) {
  const names = photos.map(({ path }) => path).join('\n');
  const key = createHash('sha256').update(`${names}\n${firstCrateSeed}`).digest('hex').slice(0, 16);
  const cache = join(projectRoot, 'node_modules', '.cache', `workshop-${key}.bin`);
  if (!existsSync(cache)) {
    const run = /** @type {typeof import('./make-bank-run.ts')} */ (
      await server.ssrLoadModule('/scripts/make-bank-run.ts')
    );
    const { toInput, measure } = await run.startMeasuring();
    const decoder = await startDecoder();
    /** @type {[Float32Array[], Float32Array[]]} */
    const rows = [[], []];
    try {
      for (const [at, { path }] of photos.entries()) {
        const input = toInput(await decoder.decode(path));
        rows[0].push((await measure(input)).features);
        rows[1].push((await measure(input, run.chooseCrate(firstCrateSeed + at))).features);
        if ((at + 1) % 50 === 0) console.error(`${at + 1} of ${photos.length} photos`);
      }
    } finally {
      await decoder.close();
    }
    mkdirSync(join(projectRoot, 'node_modules', '.cache'), { recursive: true });
    writeFileSync(
      cache,
      Buffer.concat(rows.flat().map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))),
    );
  }
  const bytes = readFileSync(cache);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return { clean: all.slice(0, all.length / 2), crated: all.slice(all.length / 2) };
}
