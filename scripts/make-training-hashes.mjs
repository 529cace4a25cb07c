/**
 * `npm run training-hashes [-- FOLDER]`: makes public/lab/training-hashes.bin, two perceptual hashes of each photo that
 * the shipped model was trained with, from a folder images/train/<class>/<id>.jpg. By them a data set's page knows those
 * photos again and can leave them out of its numbers. 16 bytes a photo; no pixel can be got back from them.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { projectRoot } from './install.mjs';
import { startDecoder } from './measure-localisation-photos.mjs';

const folder = process.argv[2] ?? join(projectRoot, '..', 'shared', 'data', 'pets');
const root = join(folder, 'images', 'train');
if (!existsSync(root)) {
  console.log(`skipped: there are no photos in ${root}, so public/lab/training-hashes.bin stays as it is.`);
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
  const { hashPhoto, writeHashFile } = /** @type {typeof import('./make-training-hashes-run.ts')} */ (
    await server.ssrLoadModule('/scripts/make-training-hashes-run.ts')
  );
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[a-z]+$/iu.test(path))
    .sort();
  /** @type {import('../src/dataset/duplicates/perceptualHash.ts').PictureHashes[]} */
  const hashes = [];
  for (const path of paths) {
    hashes.push(hashPhoto(await decoder.decode(join(root, path))));
    if (hashes.length % 200 === 0) process.stderr.write(`${hashes.length} of ${paths.length}\n`);
  }
  const bytes = writeHashFile(hashes);
  writeFileSync(join(projectRoot, 'public', 'lab', 'training-hashes.bin'), bytes);
  console.log(`${paths.length} photos, ${bytes.byteLength} bytes.`);
} finally {
  await decoder.close();
  await server.close();
}
