import { expect, test } from './fixtures.ts';
import { expectExplained, heatMap, openExplained, prediction, secondView } from './screen.ts';

/** What browsers lack, or extensions for privacy take away, and the name by which the page calls it. */
const lacks = [
  { what: 'Web Workers', take: () => Reflect.deleteProperty(window, 'Worker') },
  { what: 'OffscreenCanvas', take: () => Reflect.deleteProperty(window, 'OffscreenCanvas') },
  {
    what: '2D canvas',
    take: () => {
      HTMLCanvasElement.prototype.getContext = () => null;
    },
  },
  { what: 'createImageBitmap', take: () => Reflect.deleteProperty(window, 'createImageBitmap') },
  { what: 'ResizeObserver', take: () => Reflect.deleteProperty(window, 'ResizeObserver') },
] as const;

for (const { what, take } of lacks) {
  test(`without ${what} the page names it and says what to do`, async ({ page }) => {
    await page.addInitScript(take);
    await page.goto('./');
    const words = page.getByRole('alert');
    await expect(words).toContainText(what);
    await expect(words).toContainText('Update the browser, or open this page in Chrome');
    await expect(page.getByText('a fault of the program')).toHaveCount(0);
  });
}

test('without OffscreenCanvas in workers the photo’s place names it', async ({ page }) => {
  await page.route('**/assets/picture.worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete self.OffscreenCanvas;\n${await response.text()}` });
  });
  await page.goto('./#v=1');
  const words = page.getByRole('alert');
  await expect(words).toContainText('OffscreenCanvas, on which photos are read beside the page');
  await expect(words).toContainText('Update the browser');
  await expect(page.getByText('fault of the program')).toHaveCount(0);
});

test('where the address cannot be written, the page says so and works', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    History.prototype.replaceState = refuse;
    History.prototype.pushState = refuse;
  });
  await openExplained(page);
  await expect(page.getByText('This browser does not let the page write its address')).toBeVisible();
  await page.getByRole('radio', { name: 'Why dog?' }).check();
  await expectExplained(page);
  await expect(prediction(page)).toContainText(/99\.\d\s% cat/);
  await expect(heatMap(secondView(page))).toBeVisible();
});
