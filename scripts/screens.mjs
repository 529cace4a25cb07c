/**
 * Writes docs/screens/*.jpg: the built page in each of its states. Run it by hand after the interface
 * changed: npm run screens, or with names for some of them: npm run screens -- phone dark
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser, launchFlags } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { prepare, projectRoot, stop } from './install.mjs';
import { shots, waitForMaps } from './screenShots.mjs';
import { serve } from './serve.mjs';

const desktop = { width: 1440, height: 900 };

/** Runs in the page: what the browser keeps of an earlier visit. */
function rememberWelcome() {
  localStorage.setItem('stratacam.visited', 'yes');
  localStorage.setItem('stratacam.welcomed', 'yes');
}

prepare();
ensureBuilt();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in shots));
if (unknown.length > 0) {
  stop(`No screen is called "${unknown.join('", "')}"; there are ${Object.keys(shots).join(', ')}.`);
}
const folder = join(projectRoot, 'docs', 'screens');
mkdirSync(folder, { recursive: true });
const server = await serve({ root: join(projectRoot, 'dist'), port: 4600, tries: 50 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: launchFlags });
for (const [name, { search = '', view, firstVisit, context, before, act = waitForMaps }] of Object.entries(
  shots,
)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const page = await browser.newPage({
    viewport: desktop,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    // What it says once it has kept the page would be in every picture.
    serviceWorkers: 'block',
    ...context,
  });
  try {
    if (firstVisit !== true) await page.addInitScript(rememberWelcome);
    await before?.(page);
    await page.goto(`${server.url}${search}${view === undefined ? '' : `#v=1&${view}`}`);
    await act(page);
    await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 85 });
    console.log(`✓ ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  await page.close();
}
await browser.close();
await server.close();
