/** Builds dist when it is missing or older than what it is made from. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, stop } from './install.mjs';

const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'scripts/headers.mjs',
  'scripts/socialTags.mjs',
  'package-lock.json',
];

/**
 * Time of the newest change at or below a path. Folders count too, for files that were removed.
 * @param {string} path
 * @returns {number} Milliseconds since 1970; 0 where nothing is there.
 */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(status.mtimeMs, ...inside);
}

/** @returns {boolean} Whether dist is there and younger than everything it is made from. */
function isBuilt() {
  const builtAt = newestChange(join(projectRoot, 'dist', 'index.html'));
  return sources.every((source) => newestChange(join(projectRoot, source)) < builtAt);
}

/** Makes sure that dist is what the sources say; stops on failure. */
export function ensureBuilt() {
  if (isBuilt()) return;
  console.log('Building …');
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  if (status !== 0) stop('The build failed; the reason stands above.');
}
