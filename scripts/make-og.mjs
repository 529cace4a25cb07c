/**
 * Writes public/og.png, what links to the page show: a sample with its maps from the built page, and the word
 * mark. Run it by hand after the looks have changed: npm run og
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser, launchFlags } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { prepare, projectRoot } from './install.mjs';
import { serve } from './serve.mjs';

/** Shape of the sample cat-portrait, which a stage shows whole, in its middle. */
const photoShape = 451 / 300;

/**
 * @param {import('playwright').Page} page
 * @param {RegExp} name Of the stage's region.
 * @returns {Promise<string>} A data URL of the photo with its map, without the border around it.
 */
async function takeStage(page, name) {
  const box = await page.getByRole('region', { name }).locator('canvas').first().boundingBox();
  if (box === null) throw new Error(`No stage is called ${name}.`);
  const width = Math.min(box.width, box.height * photoShape);
  const height = width / photoShape;
  const x = box.x + (box.width - width) / 2;
  const y = box.y + (box.height - height) / 2;
  return dataUrl(await page.screenshot({ clip: { x, y, width, height } }));
}

/** @param {Buffer} png */
const dataUrl = (png) => `data:image/png;base64,${png.toString('base64')}`;

prepare();
ensureBuilt();
const server = await serve({ root: join(projectRoot, 'dist'), port: 4173, tries: 50 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: launchFlags });
const page = await browser.newPage({
  viewport: { width: 1600, height: 1000 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
});
await page.goto(`${server.url}#v=1&layer=block_6_expand_relu`);
await page
  .getByRole('img', { name: /^Heat map/u })
  .nth(1)
  .waitFor();
// The last frame is drawn when nothing is left to fetch.
await page.waitForLoadState('networkidle');
const [layer, average] = [
  await takeStage(page, /^The first view/u),
  await takeStage(page, /^The second view/u),
];
const icon = readFileSync(join(projectRoot, 'public', 'icon.svg')).toString('base64');

await page.setViewportSize({ width: 1200, height: 630 });
await page.goto('about:blank');
await page.setContent(`<style>
    body { margin: 0; padding: 54px 48px; background: #151515; color: #f2f2f2; font: 24px system-ui, sans-serif; }
    header { display: flex; align-items: center; gap: 20px; height: 88px; }
    header img { width: 84px; }
    h1 { margin: 0; font-size: 60px; letter-spacing: -0.02em; }
    h1 span { font-weight: 400; color: #b4b4b4; }
    header p { margin: 0 0 0 auto; color: #b4b4b4; text-align: right; line-height: 1.35; }
    main { display: flex; gap: 32px; margin-top: 32px; }
    figure { flex: 1; margin: 0; }
    figure img { display: block; width: 100%; border-radius: 10px; }
    figcaption { margin-top: 14px; color: #d8d8d8; }
  </style>
  <header>
    <img src="data:image/svg+xml;base64,${icon}">
    <h1>Strata<span>CAM</span></h1>
    <p>See what every layer of a network looks at.<br>In your browser. Nothing is uploaded.</p>
  </header>
  <main>
    <figure><img src="${layer}"><figcaption>One layer of 155</figcaption></figure>
    <figure><img src="${average}"><figcaption>All layers as one</figcaption></figure>
  </main>`);
await page.screenshot({ path: join(projectRoot, 'public', 'og.png') });
await browser.close();
await server.close();
