import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { findBrowser, launchFlags } from '../scripts/browser.mjs';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, firstView, heatMap, openExplained, prediction, tray } from './screen.ts';

const executablePath = findBrowser();

test.use({
  launchOptions: {
    args: [...launchFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    ...(executablePath === null ? {} : { executablePath }),
  },
});

// Colours are measured: nothing may be half faded in.
const page = sharePage(openExplained, { reducedMotion: 'reduce' });

const bar = (on: Page) => on.getByRole('region', { name: 'Camera' });

async function startCamera(on: Page): Promise<void> {
  await on.getByRole('button', { name: 'Camera', exact: true }).click();
  await on.getByRole('dialog').getByRole('button', { name: 'Start the camera' }).click();
}

async function expectNoViolations(checked: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: checked }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

test('nothing is asked for before the button that says so is pressed', async () => {
  await page().getByRole('button', { name: 'Camera', exact: true }).click();
  await expect(page().getByRole('dialog')).toContainText('Nothing of it leaves this computer');
  await expectNoViolations(page());
  await page().keyboard.press('Escape');
  await expect(bar(page())).toHaveCount(0);
});

test('frames are explained one after another, without keyboard or mouse', async () => {
  await startCamera(page());
  await expect(bar(page())).toContainText(/\d\sframes\/s explained/);
  await expect(heatMap(firstView(page()))).toHaveAccessibleName(/Live/);
  const before = (await prediction(page()).textContent()) ?? '';
  await expect(prediction(page())).not.toHaveText(before);
});

test('a paused frame stays; kept, the same pixels give the same prediction; axe finds nothing', async () => {
  await page().keyboard.press('Space');
  await expect(bar(page())).toContainText('paused');
  await expectNoViolations(page());
  const ofFrame = await prediction(page())
    .getByText(/% (?:cat|dog)$/)
    .textContent();
  await page().keyboard.press('k');
  const kept = tray(page()).getByRole('button', { name: /^Camera \d/ });
  await expect(kept).toBeVisible();
  await kept.click();
  await expect(bar(page())).toHaveCount(0);
  await expect(prediction(page()).getByText(/% (?:cat|dog)$/)).toHaveText(ofFrame ?? '');
  await expectExplained(page());
});

test('a camera that starts waits for what is being saved', async () => {
  await startCamera(page());
  await page().keyboard.press('Control+s');
  await expect(page().getByRole('dialog', { name: 'Save' }).getByRole('img').first()).toBeVisible();
  await page().keyboard.press('Escape');
  await expect(bar(page())).toContainText('live');
});

test('Escape leaves, and the picture from before is back', async () => {
  await expect(bar(page())).toContainText('live');
  await page().keyboard.press('Escape');
  await expect(bar(page())).toHaveCount(0);
  await expect(tray(page()).locator('[aria-current=true]')).toHaveText(/^Camera \d/);
  await expectExplained(page());
});

test('a camera that is refused is told of with a way on', async () => {
  await page().evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  await startCamera(page());
  const refusal = page().getByRole('alert');
  await expect(refusal).toContainText('The camera may not be used');
  await expectNoViolations(page());
  await page().getByRole('button', { name: 'Close', exact: true }).click();
  await expect(refusal).toHaveCount(0);
});
