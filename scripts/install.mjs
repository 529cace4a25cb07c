/** What must be true before anything else runs: a Node that is new enough, and exactly the locked packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * Whether a Node version is one that the toolchain runs on; the `engines` field says the same.
 * @param {string} version Such as "20.19.0".
 * @returns {boolean}
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 20) return minor >= 19;
  if (major === 22) return minor >= 12;
  return major > 22;
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages
 */

/**
 * Whether node_modules holds exactly what the lockfile says. Packages for other platforms may be absent.
 * @param {LockedPackages} locked `packages` of package-lock.json.
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json, npm's own record.
 * @returns {boolean}
 */
export function matchesLockfile(locked, installed) {
  const everyLockedIsThere = Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const present = installed[path];
    if (present === undefined) return wanted.optional === true;
    return present.version === wanted.version && present.integrity === wanted.integrity;
  });
  return everyLockedIsThere && Object.keys(installed).every((path) => path in locked);
}

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(join(projectRoot, file), 'utf8')).packages;
}

/**
 * Stops the program with one sentence.
 * @param {string} sentence
 * @returns {never}
 */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Checks Node and installs the locked packages where they are missing or stale; stops on failure. */
export function prepare() {
  if (!isSupportedNode(process.versions.node)) {
    stop(
      `StrataCAM needs Node 20.19 or newer (20.x, 22.12 and up); this is ${process.versions.node}. Get one at https://nodejs.org.`,
    );
  }
  const record = 'node_modules/.package-lock.json';
  if (existsSync(join(projectRoot, record))) {
    if (matchesLockfile(readPackages('package-lock.json'), readPackages(record))) return;
  }
  console.log('Installing the locked dependencies …');
  // npm tells its scripts where it is; started without it, the one in PATH is taken.
  const npm = process.env['npm_execpath'];
  const [command, ...front] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const result = spawnSync(command, [...front, 'ci', '--ignore-scripts'], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    // On Windows npm is a command file, which only a shell can start.
    shell: npm === undefined && process.platform === 'win32',
  });
  if (result.status !== 0) {
    stop(
      'The dependencies could not be installed: the first run needs npm and a connection to its registry.',
    );
  }
}
