import { chromium } from '@playwright/test';
import { findBrowser, launchFlags } from '../../scripts/browser.mjs';
import { callText, type EngineScreen, screenSize } from './engineScreen.ts';

/** A page in a new Chromium, driven by Playwright. */
export async function openChromium(): Promise<EngineScreen> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: launchFlags,
    ...(executablePath === null ? {} : { executablePath }),
  });
  const page = await browser.newPage({ viewport: screenSize });
  return {
    async open(address) {
      await page.goto(address);
    },
    async reload() {
      await page.reload();
    },
    evaluate: (run, ...args) => page.evaluate(callText(run, args)),
    press: (key) => page.keyboard.press(key),
    click: ({ x, y }) => page.mouse.click(x, y),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}
