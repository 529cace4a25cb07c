/**
 * `npm run bank [-- FOLDER]`: makes the workshop's training set anew, public/lab/bank.json and bank.bin, from a folder
 * of photos, images/<split>/<class>/<id>.jpg with masks/<split>/<class>/<id>.png for some (grey: 0 background). The
 * photos are not part of the repository; of them only numbers of the network are kept. Which photos are taken and what
 * their crates look like follows from a seed and the sorted file names. A run is ten minutes of two processors.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { projectRoot } from './install.mjs';
import { findMaskedPhotos, startDecoder } from './measure-localisation-photos.mjs';

const seed = 1;
/** Photos per class. */
const counts = { crateCells: 50, original: 500, supplement: 200, heldOut: 100 };

const folder = process.argv[2] ?? join(projectRoot, '..', 'shared', 'data', 'pets');
if (!existsSync(join(folder, 'images'))) {
  console.log(`skipped: there are no photos in ${folder}, so public/lab stays as it is.`);
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
  const run = /** @type {typeof import('./make-bank-run.ts')} */ (
    await server.ssrLoadModule('/scripts/make-bank-run.ts')
  );
  const { card, hash, toInput, measure } = await run.startMeasuring();
  const { labels } = card;

  /** @typedef {{ path: string, maskPath: string | null, classIndex: number }} Photo */

  /**
   * The photos of a split and class, by name.
   * @param {string} split
   * @param {string} label
   * @returns {string[]}
   */
  const list = (split, label) =>
    readdirSync(join(folder, 'images', split, label))
      .sort()
      .map((name) => join(folder, 'images', split, label, name));

  /**
   * The first so many of a shuffled list, per class, classes taking turns.
   * @param {(label: string) => string[]} listClass
   * @param {number} count
   * @param {number} number Of the draw: no two share their order.
   * @returns {Photo[]}
   */
  const draw = (listClass, count, number) => {
    const byClass = labels.map((label, classIndex) => {
      const paths = listClass(label);
      if (paths.length < count)
        throw new Error(`${count} photos of ${label} are needed, ${paths.length} left`);
      const order = run.shuffledOrder(paths.length, seed + 100 * number + classIndex);
      return order.slice(0, count).map((at) => ({ path: paths[at] ?? '', maskPath: null, classIndex }));
    });
    return Array.from({ length: count }, (_, at) =>
      byClass.flatMap((photos) => photos.slice(at, at + 1)),
    ).flat();
  };

  const masks = new Map(
    findMaskedPhotos(folder, 'train').map(({ photoPath, maskPath }) => [photoPath, maskPath]),
  );
  const taken = new Set();
  /** @param {Photo[]} photos */
  const take = (photos) => {
    for (const { path } of photos) taken.add(path);
    return photos;
  };
  /** @param {string} label */
  const left = (label) => list('train', label).filter((path) => !taken.has(path));
  const celled = take(draw((label) => left(label).filter((path) => masks.has(path)), counts.crateCells, 1));
  const original = take(draw(left, counts.original, 2));
  const supplement = take(draw(left, counts.supplement, 3));
  const heldOut = draw((label) => list('test', label), counts.heldOut, 4);

  let done = 0;
  const total = celled.length + original.length + 2 * (supplement.length + heldOut.length);
  const tellProgress = () => {
    done += 1;
    if (done % 50 === 0 || done === total) console.error(`${done} of ${total}`);
  };

  /**
   * @param {Photo[]} photos
   * @param {number | null} crateSeed The crate of photo i has the seed crateSeed + i; null for none.
   */
  const measureAll = async (photos, crateSeed) => {
    const crates = crateSeed === null ? null : photos.map((_, at) => run.chooseCrate(crateSeed + at));
    const features = [];
    for (const [at, { path }] of photos.entries()) {
      const input = toInput(await decoder.decode(path));
      features.push((await measure(input, crates?.[at])).features);
      tellProgress();
    }
    return { classes: photos.map(({ classIndex }) => classIndex), crates, features };
  };

  /** @param {Photo[]} photos @param {number} crateSeed */
  const measureCells = async (photos, crateSeed) => {
    const crates = photos.map((_, at) => run.chooseCrate(crateSeed + at));
    const cells = [];
    for (const [at, { path }] of photos.entries()) {
      const measured = await measure(toInput(await decoder.decode(path)), crates[at]);
      const mask = toInput(await decoder.decode(masks.get(path) ?? ''));
      cells.push(run.cellsOff(mask, measured.cells, measured.features.length));
      tellProgress();
    }
    return { classes: photos.map(({ classIndex }) => classIndex), crates, cells };
  };

  const sets = [
    { name: /** @type {const} */ ('original'), ...(await measureAll(original, null)) },
    { name: /** @type {const} */ ('supplement'), ...(await measureAll(supplement, 10_000 * seed)) },
    { name: /** @type {const} */ ('supplementTwin'), ...(await measureAll(supplement, null)) },
    { name: /** @type {const} */ ('heldOut'), ...(await measureAll(heldOut, null)) },
    { name: /** @type {const} */ ('heldOutCrated'), ...(await measureAll(heldOut, 10_000 * seed + 1000)) },
  ];
  const cells = await measureCells(celled, 10_000 * seed + 2000);
  const { json, bytes } = run.encodeBank({ modelHash: hash, labels, seed, path: 'bank.bin' }, sets, cells);
  const target = join(projectRoot, 'public', 'lab');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'bank.json'), json);
  writeFileSync(join(target, 'bank.bin'), bytes);
  console.log(`public/lab: bank.json of ${json.length} bytes, bank.bin of ${bytes.byteLength} bytes.`);
} finally {
  await decoder.close();
  await server.close();
}
