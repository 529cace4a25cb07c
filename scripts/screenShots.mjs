/** The states of which docs/screens has a picture, and how each one is brought about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdEngine } from './holdEngine.mjs';
import { projectRoot } from './install.mjs';

/**
 * @typedef {import('playwright').Page} Page
 * @typedef {object} Shot
 * @property {string} [search] The URL's parameters, with the question mark.
 * @property {string} [view] The URL's fragment, without its version.
 * @property {boolean} [firstVisit] In a browser that has never seen the page; else it knows the welcome.
 * @property {import('playwright').BrowserContextOptions} [context]
 * @property {(page: Page) => Promise<unknown>} [before] Before the page is opened: what the network does.
 * @property {(page: Page) => Promise<unknown>} [act] Brings the state about, and waits for it; without
 *   it the shot is taken once both heat maps are there.
 */

const timeout = 60_000;
const samples = join(projectRoot, 'public', 'samples');

/** @param {Page} page */
const firstStage = (page) => page.getByRole('img', { name: /^Heat map/u }).first();

/** @param {Page} page */
export async function waitForMaps(page) {
  await firstStage(page).waitFor({ timeout });
  // A still picture: fonts, thumbnails and the last frame are drawn when nothing is left to fetch.
  await page.waitForLoadState('networkidle', { timeout });
}

/**
 * @param {Page} page
 * @param {{ name: string, mimeType: string, buffer: Buffer }[]} files
 */
async function openFiles(page, files) {
  await waitForMaps(page);
  await page.locator('input[type=file]').first().setInputFiles(files);
}

/** @param {string} name */
const sampleFile = (name) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: readFileSync(join(samples, name)),
});

/** @type {Record<string, Shot>} */
export const shots = {
  'first-visit': { firstVisit: true, context: { reducedMotion: 'no-preference' } },
  result: {},
  scrubbing: {
    view: 'layer=block_6_expand_relu',
    act: async (page) => {
      await waitForMaps(page);
      await firstStage(page).hover({ position: { x: 180, y: 140 } });
    },
  },
  'before-and-after': { view: 'picture=dog-shepherd&left=lastConvolution' },
  'why-dog': { view: 'target=1&layer=block_13_expand_relu' },
  cells: { view: 'picture=dog-shepherd&layer=block_8_add&smooth=off' },
  signed: { view: 'method=gradCam&sign=signed&layer=block_15_add' },
  'behind-bars': {
    view: 'crate=9_20_d0d0d0_both&layer=expanded_conv_depthwise',
    act: async (page) => {
      await waitForMaps(page);
      await page.getByText('Stress test').click();
      await page.getByText('0.007 without them').waitFor({ timeout });
    },
  },
  contours: { view: 'picture=kitten-on-fence&contours=on&colours=cividis' },
  dark: { context: { colorScheme: 'dark' } },
  tablet: { context: { viewport: { width: 820, height: 1180 }, hasTouch: true } },
  phone: {
    context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  },
  'phone-dark': {
    context: {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
      colorScheme: 'dark',
    },
  },
  help: {
    act: async (page) => {
      await waitForMaps(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor({ timeout });
    },
  },
  samples: {
    act: async (page) => {
      await waitForMaps(page);
      await page.getByRole('button', { name: 'Samples' }).click();
      await page.getByRole('dialog').waitFor({ timeout });
      await page.waitForLoadState('networkidle', { timeout });
    },
  },
  tray: {
    act: async (page) => {
      await openFiles(page, ['dog-shepherd.jpg', 'kitten-on-fence.jpg', 'cat-with-yarn.jpg'].map(sampleFile));
      await page.getByText('cat-with-yarn.jpg').first().waitFor({ state: 'attached', timeout });
      await waitForMaps(page);
    },
  },
  'wrong-file': {
    act: async (page) => {
      const buffer = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n');
      await openFiles(page, [{ name: 'slides.pdf', mimeType: 'application/pdf', buffer }]);
      await page.getByText('slides.pdf').first().waitFor({ timeout });
    },
  },
  'too-big': {
    act: async (page) => {
      const buffer = readFileSync(join(projectRoot, 'test', 'fixtures', 'bomb-20000.png'));
      await openFiles(page, [{ name: 'poster.png', mimeType: 'image/png', buffer }]);
      await page.getByText('poster.png').first().waitFor({ timeout });
    },
  },
  'drag-hover': {
    act: async (page) => {
      await waitForMaps(page);
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'], 'photo.jpg', { type: 'image/jpeg' }));
        document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
      });
    },
  },
  'empty-map': { view: 'target=1&method=gradCam&layer=block_5_depthwise_BN' },
  'fusion-lab': {
    view: 'picture=dog-shepherd&layer=block_12_expand_relu&fusion=sharpest',
    act: async (page) => {
      await waitForMaps(page);
      await page.getByText('Fusion lab').first().click();
      await page.getByRole('button', { name: 'Draw a box' }).waitFor({ timeout });
    },
  },
  mask: {
    view: 'mask=cutout',
    act: async (page) => {
      await waitForMaps(page);
      await page.getByText('Mask and test').first().click();
      await page.getByRole('button', { name: 'Hide this' }).click();
      await page
        .getByText(/^Without the hot region/u)
        .first()
        .waitFor({ timeout });
    },
  },
  curves: {
    act: async (page) => {
      await waitForMaps(page);
      await page.getByText('Stress test').first().click();
      await page.getByRole('button', { name: 'Test by deletion and insertion' }).click();
      await page.getByRole('button', { name: 'Copy as CSV' }).waitFor({ timeout });
      await page.getByRole('img', { name: /^Deletion curves/u }).scrollIntoViewIfNeeded();
    },
  },
  save: {
    view: 'picture=dog-shepherd&layer=block_12_expand_relu',
    act: async (page) => {
      await waitForMaps(page);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('dialog').getByRole('img').first().waitFor({ timeout });
    },
  },
  share: {
    act: async (page) => {
      await waitForMaps(page);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await page.getByRole('dialog').getByRole('img').first().waitFor({ timeout });
    },
  },
  embedded: {
    search: '?embed=1',
    view: 'picture=kitten-on-fence&layer=block_13_expand_relu',
    context: { viewport: { width: 800, height: 560 } },
  },
  offline: {
    context: { serviceWorkers: 'allow' },
    act: async (page) => {
      await waitForMaps(page);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.context().setOffline(true);
      await page.reload();
      await waitForMaps(page);
    },
  },
  loading: {
    // The weights never arrive.
    before: (page) => page.route('**/*.bin', () => new Promise(() => {})),
    act: (page) =>
      page
        .getByText(/Loading the model: .+ of /u)
        .first()
        .waitFor({ timeout }),
  },
  compiling: {
    before: (page) => page.addInitScript(holdEngine, 'building'),
    act: (page) => page.getByText('Preparing the model…').first().waitFor({ timeout }),
  },
  computing: {
    before: (page) => page.addInitScript(holdEngine, 'firstRun'),
    act: (page) => page.getByText(/% cat/u).first().waitFor({ timeout }),
  },
  updating: {
    before: (page) => page.addInitScript(holdEngine, 'secondRun'),
    act: async (page) => {
      await waitForMaps(page);
      await page.getByRole('radio', { name: 'Why dog?' }).check({ force: true });
      await page.getByRole('button', { name: 'Cancel' }).first().waitFor({ timeout });
    },
  },
  'worker-restarted': {
    before: (page) => page.addInitScript(holdEngine, 'afterWorkerDied'),
    act: (page) =>
      page
        .getByText(/^Starting again/u)
        .first()
        .waitFor({ timeout }),
  },
  'no-backend': {
    before: (page) => page.addInitScript(holdEngine, 'noBackend'),
    act: (page) =>
      page
        .getByRole('button', { name: /try again|retry/iu })
        .first()
        .waitFor({ timeout }),
  },
  'what-runs-where': {
    act: async (page) => {
      await waitForMaps(page);
      await page.getByRole('button', { name: /on this computer/u }).click();
    },
  },
  'model-unreachable': {
    before: (page) => page.route('**/model/*.bin', (route) => route.abort()),
    act: (page) =>
      page
        .getByRole('button', { name: /try again|retry/iu })
        .first()
        .waitFor({ timeout }),
  },
  'link-without-its-picture': { view: 'picture=own&layer=block_13_expand_relu' },
};
