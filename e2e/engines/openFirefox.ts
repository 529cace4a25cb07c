import puppeteer from 'puppeteer-core';
import { callText, type EngineScreen, screenSize } from './engineScreen.ts';

/**
 * A page in a new Firefox with an empty profile, driven by WebDriver BiDi.
 * @param executablePath of a Firefox
 */
export async function openFirefox(executablePath: string): Promise<EngineScreen> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  await page.setViewport(screenSize);
  return {
    async open(address) {
      await page.goto(address);
    },
    async reload() {
      await page.reload();
    },
    evaluate: (run, ...args) => page.evaluate(callText(run, args)) as never,
    press: (key) => page.keyboard.press(key),
    click: ({ x, y }) => page.mouse.click(x, y),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}
