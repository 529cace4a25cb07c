/** Where to find a Chromium, and how to start it: shared by the tests, the screenshots and the benchmark. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/**
 * Flags under which WebGL2 and WebGPU both work without a graphics processor, in pages and in workers.
 * The sandbox is off because root in a container cannot have one; only our own pages are opened.
 */
export const launchFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
];

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** @returns {string[]} Full paths where a Chromium usually is on this platform, best first. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map(
      (name) => process.env[name] ?? '',
    );
    return roots
      .filter((root) => root !== '')
      .flatMap((root) => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Chromium', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const folders = ['/usr/bin', '/snap/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.flatMap((folder) => commandNames.map((name) => join(folder, name)));
}

/**
 * Finds a Chromium: Playwright's own, else the one named by CHROMIUM_PATH, else the system's.
 * @returns {string | null} Full path of the executable, or null where there is none.
 */
export function findBrowser() {
  const candidates = [chromium.executablePath(), process.env['CHROMIUM_PATH'] ?? '', ...usualPlaces()];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function succeeds(command, args) {
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/**
 * Finds a Chromium and, where there is none, gets one: Playwright's download, else (on Debian, as root)
 * the package.
 * @returns {string} Full path of the executable.
 * @throws {Error} With one sentence to show, when no browser can be had.
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return found;

  console.log('No Chromium found; asking Playwright for its own.');
  const playwrightCli = join(import.meta.dirname, '..', 'node_modules', 'playwright', 'cli.js');
  succeeds(process.execPath, [playwrightCli, 'install', 'chromium']);
  const downloaded = findBrowser();
  if (downloaded !== null) return downloaded;

  const isRoot = process.getuid?.() === 0;
  if (existsSync('/etc/debian_version') && isRoot) {
    console.log('That download was refused; installing the Debian package.');
    if (succeeds('apt-get', ['update'])) succeeds('apt-get', ['install', '-y', 'chromium']);
    const packaged = findBrowser();
    if (packaged !== null) return packaged;
  }
  throw new Error(
    'No Chromium could be found or installed: install Chrome or Chromium, or set CHROMIUM_PATH to one.',
  );
}
