import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { dropFiles, fixtureFile } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, layerSlider, messages, openExplained } from './screen.ts';

// Colours are measured: nothing may be half faded in.
const page = sharePage(openExplained, { reducedMotion: 'reduce' });

async function expectNoViolations(checked: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: checked }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

test('axe finds nothing on the page as it opens', async () => {
  await expectNoViolations(page());
});

for (const [what, button] of [
  ['samples', 'Samples'],
  ['what runs where', /^Runs:/],
  ['keys and help', 'Keys and help'],
  ['the explanation of a term', 'What is a colour map?'],
] as const) {
  test(`axe finds nothing while ${what} is open, and Escape closes it`, async () => {
    await page().getByRole('button', { name: button }).click();
    const dialog = page().getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expectNoViolations(page());
    await page().keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });
}

test('axe finds nothing in the dark', async () => {
  await page().emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page());
  await page().emulateMedia({ colorScheme: 'light' });
});

test('axe finds nothing while a message is shown', async () => {
  await dropFiles(page(), fixtureFile('text.jpg'));
  await expect(messages(page()).getByRole('listitem')).toHaveCount(1);
  await expectNoViolations(page());
  await messages(page()).getByRole('button', { name: 'Dismiss' }).click();
});

test('axe finds nothing where the model could not be loaded', async ({ page: broken, context, watch }) => {
  watch.expects(/404/);
  await context.route('**/model/model.json', (route) => route.fulfill({ status: 404 }));
  await broken.goto('./#v=1');
  await expect(broken.getByRole('alert')).toContainText('the server answered 404');
  await expectNoViolations(broken);
});

test('the first tabs reach the ways in, then the views, the slider and the play button, each with a visible focus', async () => {
  await openExplained(page(), './?tabs#v=1');
  const reached: string[] = [];
  for (let tab = 0; tab < 30; tab++) {
    await page().keyboard.press('Tab');
    const focused = page().locator(':focus-visible');
    await expect(focused).toHaveCount(1);
    reached.push(
      await focused.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
    );
    if (await layerSlider(page()).evaluate((slider) => slider === document.activeElement)) break;
    expect(await hasVisibleRing(page()), reached.at(-1)).toBe(true);
  }
  const order = [
    'Open photos',
    'Camera',
    'Samples',
    'What the first view shows',
    'What the second view shows',
    'Layer',
  ];
  expect(reached.filter((name) => order.includes(name))).toEqual(order);
});

/** Whether the focused element, or the part that stands for it, has an outline or a shadow as a ring. */
function hasVisibleRing(focusedPage: Page): Promise<boolean> {
  return focusedPage.locator(':focus-visible').evaluate((element) =>
    [element, element.nextElementSibling, element.parentElement].some((candidate) => {
      if (candidate === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(candidate);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    }),
  );
}

test('on a phone there is nothing for axe to find either, with the drawer open too', async () => {
  await page().setViewportSize({ width: 390, height: 844 });
  await expectExplained(page());
  await expectNoViolations(page());
  await page().getByRole('button', { name: 'Result and settings' }).click();
  await expect(page().getByRole('dialog')).toBeVisible();
  await expectNoViolations(page());
  await page().keyboard.press('Escape');
  await expect(page().getByRole('dialog')).toHaveCount(0);
});

test('at 360 pixels nothing is wider than the screen', async () => {
  await page().setViewportSize({ width: 360, height: 740 });
  await expectExplained(page());
  const widths = await page().evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths).toEqual([360, 360]);
});
