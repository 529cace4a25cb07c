/** The screen in the words of its user: what is on it, and how one gets there. */
import { expect, type Locator, type Page, type Worker } from '@playwright/test';

export const layerSlider = (page: Page): Locator => page.getByRole('slider', { name: 'Layer', exact: true });
export const prediction = (page: Page): Locator => page.getByRole('region', { name: 'Prediction' });
export const firstView = (page: Page): Locator => page.getByRole('region', { name: /^The first view/ });
export const secondView = (page: Page): Locator => page.getByRole('region', { name: /^The second view/ });
export const heatMap = (view: Locator): Locator => view.getByRole('img', { name: /^Heat map/ });
export const layerSets = (page: Page): Locator =>
  page.getByRole('combobox', { name: 'Layers to step through and average' });
export const tray = (page: Page): Locator => page.getByRole('navigation', { name: 'Pictures' });
export const messages = (page: Page): Locator => page.getByRole('list', { name: 'Messages' });

/** One of a group's radio buttons. */
export const choice = (page: Page, group: string, label: string): Locator =>
  page.getByRole('group', { name: group, exact: true }).getByRole('radio', { name: label, exact: true });

/**
 * Opens the page as somebody does who follows a link, so that no first-visit animation plays, and waits
 * until its picture is explained.
 */
export async function openExplained(page: Page, address = './#v=1'): Promise<void> {
  await page.goto(address);
  await expectExplained(page);
}

export async function expectExplained(page: Page): Promise<void> {
  await expect(heatMap(firstView(page))).toBeVisible();
  await expect(page.getByText('Updating…')).toHaveCount(0);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
}

/** Opens a sample from the gallery and waits for its maps. */
export async function openSample(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Samples' }).click();
  await page.getByRole('dialog').getByRole('button', { name: title }).click();
  await expect(page.getByRole('main').getByText(title).first()).toBeVisible();
  await expectExplained(page);
}

/** Workers of a page come from blobs: only their own names tell them apart. */
export async function engineWorker(page: Page): Promise<Worker> {
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name)) === 'StrataCAM engine') return worker;
  }
  throw new Error('no engine worker is running');
}
