import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { sampleFile, transferOf } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, messages, openExplained, openSample, prediction, tray } from './screen.ts';

/** A host of its own, that can get a new version and vanish; the page lies somewhere below its root. */
const port = Number(process.env['E2E_PORT'] ?? 4791) + 100;
const root = 'test-results/site';
const folder = `${root}/some/path`;
const address = `http://127.0.0.1:${port}/some/path/`;
let host: Awaited<ReturnType<typeof serve>> | null = null;

const page = sharePage(
  async (opened) => {
    rmSync(root, { recursive: true, force: true });
    cpSync('dist', folder, { recursive: true });
    host = await serve({ root, port });
    await openExplained(opened);
  },
  { baseURL: address, serviceWorkers: 'allow' },
);

test.beforeEach(({ watch }) => watch.expects(new RegExp(`foreign request: ${address}`)));
test.afterAll(() => host?.close());

const updateNotice = (shown: Page) =>
  messages(shown).getByRole('listitem').filter({ hasText: 'A new version is ready.' });

/** The service worker has every file and answers for the page. */
const expectKept = (shown: Page) =>
  expect.poll(() => shown.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

test('a first visit ends with the page kept on this computer, and says so once', async () => {
  await expect(messages(page())).toContainText('opens without a network, too');
  await page()
    .getByRole('button', { name: /^Runs:/ })
    .click();
  await expect(page().getByRole('dialog')).toContainText('opens without a network, too');
  await page().keyboard.press('Escape');

  await openExplained(page(), './?again#v=1');
  await expect(messages(page()).getByRole('listitem')).toHaveCount(0);
});

test('a new version waits until it is asked for', async () => {
  const change = (file: string, from: string, to: string) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    expect(text).toContain(from);
    writeFileSync(`${folder}/${file}`, text.replace(from, to));
  };
  change('index.html', '<title>', '<title>Newer ');
  const { revision = '' } =
    /"revision":"(?<revision>\w+)","url":"index.html"/.exec(
      readFileSync(`${folder}/serviceWorker.js`, 'utf8'),
    )?.groups ?? {};
  change('serviceWorker.js', revision, 'newer');

  await expectKept(page());
  await page().evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(updateNotice(page())).toBeVisible();
  await openExplained(page(), './?still#v=1');
  await expect(page()).toHaveTitle(/^StrataCAM/);
  await updateNotice(page()).getByRole('button', { name: 'Reload' }).click();
  await expect(page()).toHaveTitle(/^Newer StrataCAM/);
  await expectExplained(page());
  await expect(updateNotice(page())).toHaveCount(0);
});

test('pictures that are shared are asked about, and opened once', async () => {
  await expectKept(page());
  const transfer = await transferOf(page(), [sampleFile('dog-shepherd')]);
  const landed = await transfer.evaluate(async ({ files }) => {
    const form = new FormData();
    for (const file of files) form.append('pictures', file);
    form.append('pictures', 'no file');
    form.append('title', 'Look');
    return (await fetch('share', { method: 'POST', body: form })).url;
  });
  expect(landed).toBe(`${address}?shared`);
  await page().goto(landed);
  await expectExplained(page());
  // It could be a form of any site that sent them.
  await expect(messages(page())).toContainText('a web page sends “dog-shepherd.jpg” here');
  await expect(prediction(page())).toContainText(/99\.\d\s% cat/);
  await messages(page()).getByRole('button', { name: 'Open', exact: true }).click();
  await expect(tray(page()).getByRole('button', { name: 'dog-shepherd.jpg' }).first()).toBeVisible();
  await expect(prediction(page())).toContainText(/99\.\d\s% dog/);
  await expect(page()).toHaveURL(/some\/path\/#/);

  await page().reload();
  await expect(page().getByRole('region', { name: 'Your photo is not here any more' })).toBeVisible();
  await expect(messages(page()).getByRole('button', { name: 'Open', exact: true })).toHaveCount(0);
  await expect(tray(page()).getByRole('button', { name: 'dog-shepherd.jpg' })).toHaveCount(0);
});

test('with the network off, a later visit reaches the maps of every sample', async () => {
  await expectKept(page());
  await host?.close();
  host = null;
  await page().context().setOffline(true);
  await openExplained(page(), './?backend=wasm#v=1');
  await expect(prediction(page())).toContainText(/99\.3\s% cat/);
  await openSample(page(), 'A German shepherd, standing');
  await expect(prediction(page())).toContainText(/99\.\d\s% dog/);
});
