/**
 * `npm run lighthouse`: what Lighthouse says of the built page, on a desktop and on a phone. Fails where accessibility
 * or best practices are below 100. Performance is left out: it would be that of this machine.
 */
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright';
import { ensureBrowser, launchFlags } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { prepare, projectRoot } from './install.mjs';
import { serve } from './serve.mjs';

const categoryIds = ['accessibility', 'best-practices'];
const debuggingPort = 9333;

/**
 * @param {string} url
 * @param {'desktop' | 'phone'} device
 * @returns {Promise<boolean>} Whether all is at 100.
 */
async function examine(url, device) {
  const result = await lighthouse(
    url,
    { port: debuggingPort, logLevel: 'error', onlyCategories: categoryIds },
    device === 'desktop' ? desktopConfig : undefined,
  );
  if (result === undefined) throw new Error('Lighthouse gave no result.');
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError !== undefined) throw new Error(runtimeError.message);
  let passes = true;
  for (const id of categoryIds) {
    const category = categories[id];
    const score = Math.round((category?.score ?? 0) * 100);
    console.log(`${device.padEnd(8)} ${id.padEnd(15)} ${score}`);
    if (score === 100) continue;
    passes = false;
    for (const { id: audit, weight } of category?.auditRefs ?? []) {
      const found = audits[audit];
      if (weight === 0 || found === undefined || found.score === null || found.score === 1) continue;
      console.log(
        `         ✗ ${audit}: ${found.title}\n${JSON.stringify(found.details ?? {}, null, 2).slice(0, 3000)}`,
      );
    }
  }
  return passes;
}

prepare();
ensureBuilt();
const server = await serve({ root: join(projectRoot, 'dist'), port: 4173, tries: 50 });
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: [...launchFlags, `--remote-debugging-port=${debuggingPort}`],
});
try {
  const passes = [await examine(server.url, 'desktop'), await examine(server.url, 'phone')];
  if (passes.includes(false)) process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
}
