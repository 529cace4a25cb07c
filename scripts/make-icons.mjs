/** Writes public/icons from public/icon.svg: `npm run icons`, after the drawing was changed. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBrowser, launchFlags } from './browser.mjs';
import { prepare, projectRoot } from './install.mjs';

prepare();
const drawing = readFileSync(join(projectRoot, 'public', 'icon.svg')).toString('base64');
const folder = join(projectRoot, 'public', 'icons');
mkdirSync(folder, { recursive: true });

/**
 * Systems cut maskable icons to shapes of their own, so that only the middle 80 % are sure to be seen; such
 * icons fill the square.
 * @type {readonly { name: string, size: number, drawn: number, background: string }[]}
 */
const icons = [
  { name: 'any-192', size: 192, drawn: 1, background: 'transparent' },
  { name: 'any-512', size: 512, drawn: 1, background: 'transparent' },
  { name: 'maskable-192', size: 192, drawn: 0.66, background: '#f2f2f2' },
  { name: 'maskable-512', size: 512, drawn: 0.66, background: '#f2f2f2' },
  { name: 'apple-touch', size: 180, drawn: 0.8, background: '#f2f2f2' },
];

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: launchFlags });
const page = await browser.newPage();
for (const { name, size, drawn, background } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;height:100%;background:${background}}body{display:grid;place-items:center}</style>
    <img src="data:image/svg+xml;base64,${drawing}" width="${size * drawn}" height="${size * drawn}">`,
  );
  await page.evaluate(() => document.images[0]?.decode());
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
}
await browser.close();
