import type { Page } from '@playwright/test';
import { findBrowser, launchFlags } from '../scripts/browser.mjs';
import { dropFiles, fixtureFile, sampleFile } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import {
  choice,
  expectExplained,
  firstView,
  heatMap,
  layerSlider,
  messages,
  openExplained,
  prediction,
  tray,
} from './screen.ts';
import { staleTexts, translatePage } from './translator.ts';

const executablePath = findBrowser();

test.use({
  launchOptions: {
    args: [...launchFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    ...(executablePath === null ? {} : { executablePath }),
  },
});

/** A page that was translated as soon as it was there, and is used from then on. */
const page = sharePage(async (opened: Page) => {
  await openExplained(opened);
  await translatePage(opened);
});

test.afterEach(async () => {
  await expect(page().getByText('StrataCAM stopped')).toHaveCount(0);
  expect(await staleTexts(page())).toEqual([]);
});

test('a dropped photo is explained, with its own numbers and name', async () => {
  await expect(prediction(page()).locator('font').first()).toBeAttached();
  await dropFiles(page(), sampleFile('dog-shepherd'));
  await expect(prediction(page())).toContainText(/99\.\d\s% dog/);
  await expectExplained(page());
  await expect(page().getByRole('main').getByText('dog-shepherd.jpg').first()).toBeVisible();
});

test('the layers are scrubbed, played and chosen', async () => {
  await layerSlider(page()).focus();
  await page().keyboard.press('Home');
  await expect(page().getByText(/^1 \/ 155$/)).toBeVisible();
  await page().keyboard.press('Shift+ArrowRight');
  await expect(page().getByText(/^1 \/ 155$/)).toHaveCount(0);
  await page().getByRole('button', { name: 'Play the layers' }).click();
  await page().getByRole('button', { name: 'Pause' }).click();
  await page().keyboard.press('2');
  await expect(page().getByText(/ \/ 155$/)).toHaveCount(0);
  await page().keyboard.press('1');
  await expect(page().getByText(/ \/ 155$/)).toBeVisible();
});

test('every panel opens, works and closes', async () => {
  const side = page().getByRole('complementary', { name: 'Result and settings' });
  const titles = side.locator('summary:has(h2)');
  for (const title of await titles.all()) {
    if (!(await title.evaluate(({ parentElement }) => parentElement?.matches('[open]')))) await title.click();
  }
  await choice(page(), 'Explain', 'Why cat?').check();
  await expectExplained(page());
  await side.getByRole('button', { name: 'Hide this' }).click();
  await expect(side.getByRole('table', { name: /^Old and new probability/ })).toBeVisible();
  await side.getByRole('slider', { name: 'Threshold' }).press('ArrowRight');
  await expect(side.getByText(/^Old: region or fill have changed/)).toBeVisible();
  await choice(page(), 'Explain', 'Predicted').check();
  await expectExplained(page());
  await side.getByRole('button', { name: 'Put it behind bars' }).click();
  await expect(page().getByText(/^The model sees this behind/)).toBeVisible();
  await side.getByRole('slider', { name: 'Angle' }).press('ArrowRight');
  await expectExplained(page());
  await side.getByRole('button', { name: 'Put the crate away' }).click();
  await expect(page().getByText(/^The model sees this behind/)).toHaveCount(0);
  await expectExplained(page());
  for (const title of (await titles.all()).toReversed()) await title.click();
});

test('dialogs and popovers open and close', async () => {
  for (const name of ['Save', 'Share', 'Samples', 'Keys and help', /^Runs:/]) {
    await page().getByRole('banner').getByRole('button', { name }).click();
    await expect(page().getByRole('dialog')).toBeVisible();
    await page().keyboard.press('Escape');
    await expect(page().getByRole('dialog')).toHaveCount(0);
  }
});

test('a camera is looked through and left', async () => {
  await page().getByRole('button', { name: 'Camera', exact: true }).click();
  await page().getByRole('dialog').getByRole('button', { name: 'Start the camera' }).click();
  const bar = page().getByRole('region', { name: 'Camera' });
  await expect(bar).toContainText(/\d\sframes\/s explained/);
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(bar).toContainText('paused');
  await bar.getByRole('button', { name: 'Resume' }).click();
  await expect(bar).toContainText('live');
  await page().keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expectExplained(page());
  await expect(heatMap(firstView(page()))).toBeVisible();
});

test('messages come, fold and go, and a removed photo comes back', async () => {
  await dropFiles(page(), ...['text.jpg', 'truncated.jpg', 'empty.jpg'].map(fixtureFile));
  await expect(messages(page()).getByRole('listitem')).toHaveCount(3);
  await messages(page()).locator('summary').first().click();
  const dismiss = messages(page()).getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();

  await dropFiles(page(), sampleFile('dog-drawing'));
  await expectExplained(page());
  const photo = tray(page()).getByRole('button', { name: 'dog-drawing.jpg', exact: true });
  await tray(page()).getByRole('button', { name: 'Remove dog-drawing.jpg' }).click();
  await expect(photo).toHaveCount(0);
  await messages(page()).getByRole('button', { name: 'Undo' }).click();
  await expect(photo).toBeVisible();
  await expectExplained(page());
});
