/** Where to find Firefox and WebKit, and how to get them: for the smoke suite that runs in three engines. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {'firefox' | 'webkit'} EngineName
 * @typedef {object} WebkitPrograms What WebKitGTK is driven with.
 * @property {string} driver WebKitWebDriver.
 * @property {string} browser MiniBrowser, which comes with the library.
 * @property {string} display Xvfb, a screen that nobody sees.
 */

const systemFolders = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  ...(process.env['PATH'] ?? '').split(delimiter),
];

/**
 * @param {readonly string[]} names Best first.
 * @returns {string | null}
 */
function findCommand(names) {
  const places = names.flatMap((name) => systemFolders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * The one named by FIREFOX_PATH, else the system's.
 * @returns {string | null} Full path of the executable.
 */
export function findFirefox() {
  const named = process.env['FIREFOX_PATH'] ?? '';
  if (named !== '' && existsSync(named)) return named;
  const onMac = '/Applications/Firefox.app/Contents/MacOS/firefox';
  return findCommand(['firefox-esr', 'firefox']) ?? (existsSync(onMac) ? onMac : null);
}

/** @returns {WebkitPrograms | null} Null unless all of it is there. */
export function findWebkit() {
  const driver = findCommand(['WebKitWebDriver']);
  const display = findCommand(['Xvfb']);
  const browser = findMiniBrowser();
  return driver === null || display === null || browser === null ? null : { driver, browser, display };
}

/** @returns {string | null} In a folder of libraries, which is named after the processor on Debian. */
function findMiniBrowser() {
  const roots = ['/usr/lib', '/usr/lib64', '/usr/libexec'].filter((root) => existsSync(root));
  const folders = roots.flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))]);
  const places = folders.flatMap((folder) =>
    ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((name) => join(folder, name, 'MiniBrowser')),
  );
  return places.find((place) => existsSync(place)) ?? null;
}

/** @type {Readonly<Record<EngineName, { title: string, packages: readonly string[], find: () => unknown }>>} */
const engines = {
  firefox: { title: 'Firefox', packages: ['firefox-esr'], find: findFirefox },
  webkit: { title: 'WebKit', packages: ['webkit2gtk-driver', 'xvfb'], find: findWebkit },
};

/**
 * Says why an engine cannot be tested here.
 * @param {EngineName} name
 * @returns {string | null} Its name and the reason, or null where it can.
 */
export function missingEngine(name) {
  const { title, packages, find } = engines[name];
  if (find() !== null) return null;
  return `${title}, which is not here (on Debian: apt-get install ${packages.join(' ')})`;
}

/**
 * Looks for both engines and, on Debian as root, installs the packages of those that are missing.
 * @returns {string[]} For each that could not be had, its name and the reason.
 */
export function ensureEngines() {
  const names = /** @type {EngineName[]} */ (Object.keys(engines));
  const missing = () => names.filter((name) => missingEngine(name) !== null);
  if (missing().length > 0 && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const packages = missing().flatMap((name) => engines[name].packages);
    console.log(`Installing ${packages.join(', ')}, to test in more than one engine.`);
    // Where there is no network, it should be known soon.
    const patience = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1'];
    runQuietly('apt-get', [...patience, 'update']);
    runQuietly('apt-get', [...patience, 'install', '-y', '--no-install-recommends', ...packages]);
  }
  return missing().map((name) => missingEngine(name) ?? '');
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function runQuietly(command, args) {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
