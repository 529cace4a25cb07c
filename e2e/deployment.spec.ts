import type { Page } from '@playwright/test';
import { dropFiles, sampleFile } from './files.ts';
import { expect, test } from './fixtures.ts';
import { expectExplained, messages, openExplained } from './screen.ts';

const gone = { status: 404, contentType: 'text/plain', body: '404' };

/** As on a host that got a newer version meanwhile: none of the former files is there. */
const putNewVersion = (page: Page) => page.route('**/assets/*', (route) => route.fulfill(gone));

const button = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name });

for (const name of ['Save', 'Share']) {
  test(`${name} in a tab that was open while a newer version was put there says so, and what a reload loses`, async ({
    page,
    watch,
  }) => {
    watch.expects(/404/);
    await openExplained(page);
    await dropFiles(page, sampleFile('dog-drawing'));
    await expectExplained(page);
    await putNewVersion(page);
    await button(page, name).click();
    await expect(messages(page)).toContainText(`${name}: a newer version of StrataCAM is online`);
    await expect(messages(page)).toContainText('Reloading loses the photos that you opened.');
    await page.unrouteAll();
    await messages(page).getByRole('button', { name: 'Reload' }).click();
    // The photo is lost, as was said, and none takes its place: it is opened again.
    await expect(page.getByRole('heading', { name: 'Your photo is not here any more' })).toBeVisible();
    await dropFiles(page, sampleFile('dog-drawing'));
    await expectExplained(page);
    await button(page, name).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  });
}

test('a part that the connection lost is not called a new version, and comes at the next press', async ({
  page,
  watch,
}) => {
  watch.expects(/ERR_FAILED|dynamically imported/);
  await openExplained(page);
  await page.route('**/assets/SaveDialog-*.js', (route) => route.abort());
  await button(page, 'Save').click();
  await expect(messages(page)).toContainText('Save: a part of the page did not arrive');
  await expect(page.getByText('newer version')).toHaveCount(0);
  await expect(page.getByText('A new version is ready.')).toHaveCount(0);
  await page.unrouteAll();
  await button(page, 'Save').click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('an engine’s script that does not arrive is not blamed on memory, and comes when tried again', async ({
  page,
  watch,
}) => {
  watch.expects(/ERR_FAILED/);
  await page.route('**/assets/engine.worker-*.js', (route) => route.abort());
  await page.goto('./#v=1');
  const card = page.getByRole('main').getByRole('alert');
  await expect(card).toContainText('A part of the page did not arrive');
  await expect(card).toContainText('Check the connection and try again.');
  await expect(page.getByText(/memory/)).toHaveCount(0);
  await page.unrouteAll();
  await card.getByRole('button', { name: 'Try again' }).click();
  await expectExplained(page);
});

test('a program that does not arrive leaves words, not a blank page', async ({ page, watch }) => {
  watch.expects(/ERR_FAILED/);
  await page.route('**/assets/main-*.js', (route) => route.abort());
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('StrataCAM could not start');
  await expect(page.getByRole('alert')).toContainText('Reload the page.');
});

test('a worker that dies four times within a minute is said to stay down until one tries again', async ({
  page,
}) => {
  await page.route('**/assets/engine.worker-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `postMessage({ kind: 'pong' }); setTimeout(() => { throw new Error('out of order'); }, 50);`,
    }),
  );
  await page.goto('./#v=1');
  const card = page.getByRole('main').getByRole('alert');
  await expect(card).toContainText('That was the fourth time within a minute');
  await expect(card).not.toContainText('Nothing is lost');
  await page.unrouteAll();
  await card.getByRole('button', { name: 'Try again' }).click();
  await expectExplained(page);
});
