import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import decodeQR from 'qr/decode.js';
import { dropFiles, fixtureFile, sampleFile } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import {
  choice,
  expectExplained,
  firstView,
  messages,
  openExplained,
  prediction,
  secondView,
  tray,
} from './screen.ts';

const page = sharePage(openExplained, {
  reducedMotion: 'reduce',
  permissions: ['clipboard-read', 'clipboard-write'],
});

/** An address that phones could open: the same page under a name of its own. */
const publicOrigin = 'https://strata.example';

async function openPublicly(shared: Page, origin: string, hash: string): Promise<void> {
  await shared.route(`${publicOrigin}/**`, async (route) => {
    const url = route.request().url().replace(publicOrigin, origin);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await openExplained(shared, `${publicOrigin}/${hash}`);
}

const share = (shared: Page) => shared.getByRole('dialog', { name: 'Share this view' });

async function openShare(shared: Page): Promise<void> {
  await shared.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(share(shared)).toBeVisible();
}

/** Presses the button and returns what is on the clipboard then. */
async function copyLink(shared: Page): Promise<string> {
  await share(shared).getByRole('button', { name: 'Copy link' }).click();
  await expect(share(shared).getByRole('button', { name: 'Copied' })).toBeVisible();
  return shared.evaluate(() => navigator.clipboard.readText());
}

async function expectNoViolations(shared: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: shared }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

/** What a camera before the screen reads from the code. */
async function readCode(shared: Page, name: RegExp): Promise<string> {
  const shot = await shared.getByRole('img', { name }).screenshot();
  const image = await shared.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const side = Math.min(bitmap.width, 320);
    const context = new OffscreenCanvas(side, side).getContext('2d');
    context?.drawImage(bitmap, 0, 0, side, side);
    const data = context?.getImageData(0, 0, side, side).data ?? [];
    return { width: side, height: side, data: Array.from(data) };
  }, shot.toString('base64'));
  return decodeQR({ ...image, data: Uint8Array.from(image.data) }, { effort: 9, timeLimit: 5000 });
}

test('a copied link opens the same view in a fresh browser', async ({ page: fresh }) => {
  const view = 'v=1&picture=dog-shepherd&target=0&layer=block_12_add&colours=magma';
  await openExplained(page(), `./?same#${view}&box=2500_1003_7500_8997`);
  await openShare(page());
  await expect(share(page())).toContainText('what you drew on the picture');
  await expectNoViolations(page());
  const link = await copyLink(page());
  expect(link).toMatch(
    /^http:\/\/[^?#]+\/#v=1&picture=dog-shepherd&target=0&layer=block_12_add&colours=magma&box=2500_1003_7500_8997$/,
  );
  // No phone could open this address.
  await expect(share(page())).toContainText('its links open only here, and no phone can open them');
  await expect(share(page()).getByRole('img')).toHaveCount(0);
  await expect(share(page()).getByRole('button', { name: 'Show full screen' })).toHaveCount(0);
  await page().keyboard.press('Escape');

  await openExplained(fresh, link);
  await expect(prediction(fresh)).toContainText(/99\.4\s% dog/);
  await expect(choice(fresh, 'Explain', 'Why cat?')).toBeChecked();
  await expect(choice(fresh, 'Colours', 'Magma')).toBeChecked();
  await expect(firstView(fresh)).toContainText('block 12, output');
});

test('where others can open the page, a code says the same as the link', async ({
  page: fresh,
  origin,
  watch,
}) => {
  watch.expects(/foreign request: https:\/\/strata\.example/);
  await fresh.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: publicOrigin });
  await openPublicly(fresh, origin, '#v=1&picture=dog-shepherd&layer=block_12_add');
  await openShare(fresh);
  const link = await copyLink(fresh);
  expect(link).toBe(`${publicOrigin}/#v=1&picture=dog-shepherd&layer=block_12_add`);
  expect(await readCode(fresh, /^QR code of the link http/)).toBe(link);
  await share(fresh).getByRole('button', { name: 'Show full screen' }).click();
  expect(await readCode(fresh, /full screen$/)).toBe(link);
  await fresh.keyboard.press('Escape');
});

test('what a link shows of an own picture is chosen in plain sight', async ({ page: fresh, context }) => {
  await openExplained(page(), './?own#v=1');
  await page().locator('input[type=file]').first().setInputFiles(sampleFile('dog-shepherd'));
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/99\.4\s% dog/);
  await openShare(page());
  const choices = share(page()).getByRole('group', { name: 'What do they see?' });
  await expect(choices.getByRole('radio', { name: 'Your settings, no photo' })).toBeChecked();
  await expect(choices).toContainText('They are asked to open a photo of their own.');
  const without = await copyLink(page());
  expect(without).toMatch(/#v=1&picture=own$/);
  // There is nothing that a frame could show.
  await share(page()).getByText('Embed in a web page').click();
  await expect(share(page())).toContainText('There would be no photo in the frame.');
  await expect(share(page()).getByRole('textbox', { name: 'HTML of the frame' })).toHaveCount(0);

  await choices.getByRole('radio', { name: 'Your photo, as a small copy' }).check();
  await expect(choices).toContainText('Anyone with the link can see it. Maps of a copy differ');
  const withCopy = await copyLink(page());
  expect(withCopy).toMatch(/#v=1&picture=own&copy=[\w-]{1000,16384}$/);
  const snippet = await share(page()).getByRole('textbox', { name: 'HTML of the frame' }).inputValue();
  expect(snippet).toContain('title="StrataCAM: what every layer of a network sees"');
  expect(snippet).not.toContain('dog-shepherd');
  await expectNoViolations(page());
  expect(new URL(page().url()).hash).toBe('#v=1&picture=own');

  // The receiver has no file and no network but for the page's own.
  await fresh.goto(withCopy);
  await expect(messages(fresh)).toContainText('a small copy of its sender’s picture');
  await expectExplained(fresh);
  await expect(prediction(fresh)).toContainText(/9\d\.\d\s% dog/);
  await expect(fresh.getByRole('main')).toContainText('Small copy from a link');
  await fresh.reload();
  await expectExplained(fresh);
  await expect(fresh.getByRole('main')).toContainText('Small copy from a link');

  const another = await context.newPage();
  await another.goto(`${without}&colours=magma`);
  const absent = another.getByRole('region', { name: 'This link is about a photo that was not sent' });
  await expect(absent).toContainText('open that');
  await expectNoViolations(another);
  await expect(tray(another).getByRole('button')).toHaveCount(0);
  await dropFiles(another, sampleFile('dog-drawing'));
  await expectExplained(another);
  await expect(absent).toHaveCount(0);
  await expect(choice(another, 'Colours', 'Magma')).toBeChecked();

  // Loaded again, the page has lost the photo and says so; nothing else takes its place.
  await another.reload();
  const lost = another.getByRole('region', { name: 'Your photo is not here any more' });
  await expect(lost).toBeVisible();
  await lost.getByRole('button', { name: 'Show a sample instead' }).click();
  await expectExplained(another);
  await expect(prediction(another)).toContainText(/99\.3\s% cat/);
});

test('the frame for other pages shows the view at 400 pixels, follows keys, and leaves the back button alone', async ({
  context,
}) => {
  await page().keyboard.press('Escape');
  await openExplained(page(), './?frame#v=1&picture=dog-shepherd&layer=block_12_add');
  await openShare(page());
  await share(page()).getByText('Embed in a web page').click();
  const snippet = await share(page()).getByRole('textbox', { name: 'HTML of the frame' }).inputValue();
  expect(snippet).toContain(
    'title="StrataCAM: what every layer of a network sees in “A German shepherd, standing”"',
  );

  const article = await context.newPage();
  await article.setViewportSize({ width: 400, height: 700 });
  await article.setContent(
    `<!doctype html><html lang="en"><title>An article</title><main><h1>Dogs</h1>${snippet}</main>`,
  );
  const frame = article.frameLocator('iframe');
  await expect(frame.getByRole('img', { name: /^Heat map, this layer/ })).toBeVisible();
  await expect(frame.getByRole('main')).toContainText(/99\.4\s% dog/);
  await expect(frame.getByRole('banner')).toHaveCount(0);
  const slider = frame.getByRole('slider', { name: 'Layer', exact: true });
  await slider.focus();
  await article.keyboard.press('ArrowLeft');
  await expect(frame.getByRole('link', { name: 'Open in StrataCAM' })).toHaveAttribute(
    'href',
    /\/#v=1&picture=dog-shepherd&layer=block_12_project_BN$/,
  );
  const steps = await article.evaluate(() => history.length);
  await article.keyboard.press('4');
  await expect(frame.getByRole('main')).toContainText('of 51');
  expect(await article.evaluate(() => history.length)).toBe(steps);
  expect(await frame.locator('html').evaluate((html) => html.scrollWidth <= innerWidth)).toBe(true);
  await expectNoViolations(article);
});

test('a picture of this site opens from its path; one that is not there, or no picture, is refused in words', async ({
  context,
  origin,
  watch,
}) => {
  watch.expects(/404/);
  await context.route(`${origin}/photos/*`, (route) =>
    route.request().url().endsWith('my%20dog.jpg')
      ? route.fulfill({ path: sampleFile('dog-shepherd') })
      : route.fulfill({ status: 404 }),
  );
  const fresh = await context.newPage();
  await openExplained(fresh, './#v=1&picture=photos/my+dog.jpg');
  await expect(prediction(fresh)).toContainText(/99\.4\s% dog/);
  await expect(fresh.getByRole('main')).toContainText('my dog.jpg');
  await fresh.goto('./?gone#v=1&picture=photos/gone.jpg');
  await expect(fresh.getByRole('alert')).toContainText('The picture did not arrive');
  await context.route(`${origin}/photos/text.jpg`, (route) =>
    route.fulfill({ path: fixtureFile('text.jpg') }),
  );
  await fresh.goto('./?text#v=1&picture=photos/text.jpg');
  await expect(fresh.getByRole('alert')).toContainText('This is not a picture');
});

for (const [what, hash] of [
  ['a path out of the site', '#v=1&picture=//example.com/x.jpg'],
  ['an endless copy', `#v=1&picture=own&copy=${'A'.repeat(60_000)}`],
] as const) {
  test(`an address with ${what} opens the default view`, async () => {
    await openExplained(page(), `./?${encodeURIComponent(what)}${hash}`);
    await expect(prediction(page())).toContainText(/99\.3\s% cat/);
    await expect(secondView(page())).toContainText('Mean of 155 layers');
  });
}
