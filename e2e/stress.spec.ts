import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, heatMap, openExplained, prediction, secondView } from './screen.ts';

// Colours are measured: nothing may be half faded in.
const page = sharePage(openExplained, {
  reducedMotion: 'reduce',
  permissions: ['clipboard-read', 'clipboard-write'],
});

const panel = (): Locator => page().getByRole('region', { name: 'Stress test' });
const changes = (): Locator => panel().getByRole('list', { name: 'Without the crate, then behind it' });
const slider = (name: string): Locator => panel().getByRole('slider', { name });
const areas = (): Locator => panel().getByRole('table', { name: 'Areas under the curves' });
const testButton = (): Locator => panel().getByRole('button', { name: 'Test by deletion and insertion' });

/** Each test stands by itself: a page that a failure replaced is folded again. */
async function openPanel(): Promise<void> {
  if ((await testButton().count()) === 0) await panel().getByText('Stress test').click();
}

async function expectNoViolations(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page() }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

test('the story of the samples turns the cat into a dog and says what to look at', async () => {
  await expect(prediction(page())).toContainText(/99\.\d.% cat/);
  await page().getByRole('button', { name: 'Samples' }).click();
  await page().getByRole('dialog').getByRole('button', { name: 'The cat behind bars' }).click();
  await expect(page().getByRole('main')).toContainText(
    'the cat is called a dog: p(dog) is 0.996, and 0.007 without them',
  );
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/99\.6.% dog/);
  await expect(page()).toHaveURL(/crate=9_20_d0d0d0_both/);
});

test('a slider changes the probability, and undo takes the change back', async () => {
  await openPanel();
  const putBehind = panel().getByRole('button', { name: 'Put it behind bars' });
  if ((await putBehind.count()) > 0) await putBehind.click();
  await expect(changes()).toContainText(/dog\s*0\.7.% .* 99\.6.%/);
  await slider('Thickness').fill('60');
  await expect(changes()).not.toContainText('99.6');
  await expectExplained(page());
  await expect(page()).toHaveURL(/crate=9_60_d0d0d0_both/);
  await slider('Angle').press('ArrowRight');
  await expectExplained(page());
  await expectNoViolations();
  await panel().getByRole('button', { name: 'Put the crate away' }).click();
  await expect(prediction(page())).toContainText(/99\.\d.% cat/);
  await expect(page()).not.toHaveURL(/crate/);
  await page().keyboard.press('Control+z');
  await expect(page()).toHaveURL(/crate=/);
});

test('a link brings its crate along', async () => {
  await openExplained(page(), './?crate#v=1&crate=4_30_202020_vertical_a-15_o50');
  await openPanel();
  await expect(page().getByRole('main')).toContainText(/behind 4.bars\./);
  await expect(slider('Bars')).toHaveValue('4');
  await expect(slider('Angle')).toHaveValue('-15');
  await expect(panel().getByLabel('Colour')).toHaveValue('#202020');
  await expect(changes()).toContainText(/cat\s*99\.3.%/);
  await page().getByRole('main').getByRole('button', { name: 'Put it away', exact: true }).click();
  await expect(slider('Bars')).toHaveCount(0);
  await expectExplained(page());
});

test('curves are measured for the map on the screen, or given up', async () => {
  await openPanel();
  await testButton().click();
  await expect(panel().getByRole('progressbar', { name: /^Testing the map/ })).toBeVisible();
  await panel().getByRole('button', { name: 'Cancel' }).click();
  await expect(testButton()).toBeEnabled();
  await expect(areas()).toHaveCount(0);

  await testButton().click();
  await expect(panel().getByRole('button', { name: 'Copy as CSV' })).toBeVisible();
  await expect(areas()).toContainText(/All layers\s*0\.[56]\d\d\s*0\.9\d\d/);
  await expect(areas().getByRole('row')).toHaveCount(5);
  await expect(panel().getByRole('img', { name: /^Deletion curves/ })).toBeVisible();
  await expectNoViolations();
  await panel().getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(panel().getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page().evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\r\n')).toHaveLength(34);
  expect(copied).toContain('"All layers: p(cat) by deletion"');

  // Another map has no curves yet; back at the first one they are there again.
  await page().getByRole('group', { name: 'Method', exact: true }).getByText('LayerCAM').click();
  await expect(areas()).toHaveCount(0);
  await page().keyboard.press('Control+z');
  await expect(areas()).toBeVisible();
  await expect(heatMap(secondView(page()))).toBeVisible();
});
