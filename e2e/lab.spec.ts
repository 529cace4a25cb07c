import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, sharePage, test } from './fixtures.ts';
import {
  choice,
  expectExplained,
  firstView,
  heatMap,
  layerSlider,
  openExplained,
  secondView,
} from './screen.ts';

// Colours are measured: nothing may be half faded in.
const page = sharePage(openExplained, { reducedMotion: 'reduce' });

const lab = (): Locator => page().getByRole('region', { name: 'Fusion lab' });
const fusedMap = (): Locator => lab().getByRole('combobox', { name: 'Fused map' });
const strip = (): Locator => page().getByRole('img', { name: /share of the fused map/ });
const measures = (): Locator => lab().getByRole('table', { name: 'The shown maps in the box' });
const boxField = (name: string): Locator => lab().getByRole('spinbutton', { name });
/** Each test stands by itself: a page that a failure replaced is folded again. */
async function openLab(): Promise<void> {
  if ((await fusedMap().count()) === 0) await lab().getByText('Fusion lab').click();
}
async function openMethods(): Promise<void> {
  if ((await choice(page(), 'Method', 'HiResCAM').count()) > 0) return;
  await page().getByRole('group', { name: 'Method', exact: true }).getByText('More methods').click();
}
const described = () => heatMap(secondView(page())).getAttribute('aria-label');

async function expectNoViolations(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page() }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

test('the lab is folded away until it is opened', async () => {
  await expect(fusedMap()).toHaveCount(0);
  await expect(strip()).toHaveCount(0);
  await lab().getByText('Fusion lab').click();
  await expect(fusedMap()).toHaveValue('article');
  await expect(strip()).toBeVisible();
});

test('a preset changes the fused map, its caption and the address', async () => {
  await openLab();
  await expect(secondView(page())).toContainText(/Mean of 155.layers/);
  const article = await described();
  await fusedMap().selectOption('Sharpest');
  await expect(secondView(page())).toContainText(/Sharpest fusion of 155.layers/);
  await expect(heatMap(secondView(page()))).not.toHaveAttribute('aria-label', article ?? '');
  await expect(page()).toHaveURL(/fusion=sharpest/);
  await fusedMap().selectOption('Last layer alone');
  await expect(secondView(page())).toContainText('Last convolution');
  await fusedMap().selectOption('The article’s mean');
  await expect(heatMap(secondView(page()))).toHaveAttribute('aria-label', article ?? '');
});

test('an own mix follows its sliders, is undone, and reset', async () => {
  await openLab();
  await fusedMap().selectOption('My own mix');
  await lab().getByRole('slider', { name: 'First layer of the mix' }).fill('100');
  await expect(secondView(page())).toContainText(/Mean of 55.layers/);
  await lab().getByRole('slider', { name: 'Weight of block 17, object' }).fill('0.5');
  await expect(secondView(page())).toContainText(/Weighted mean of 55.layers/);
  await expect(page()).toHaveURL(/mix=mean_100-end_b17-50/);
  await choice(page(), 'Rule of the mix', 'Product').check();
  await expect(secondView(page())).toContainText(/Product \(geometric mean\) of 55.layers/);
  await choice(page(), 'Rule of the mix', 'Maximum').check();
  await expect(secondView(page())).toContainText(/Maximum \(tanh\) of 55.layers/);
  await choice(page(), 'Rule of the mix', 'Winsor').check();
  await lab().getByRole('slider', { name: 'Percentile' }).fill('95');
  await expect(secondView(page())).toContainText(/Winsor-CAM of \d+.layers/);
  await expect(page()).toHaveURL(/mix=winsor_100-end_b17-50_p95/);
  await expectNoViolations();
  await lab().getByRole('button', { name: 'Reset the mix' }).click();
  await expect(secondView(page())).toContainText(/Mean of 155.layers/);
  await page().keyboard.press('Control+z');
  await expect(secondView(page())).toContainText(/Winsor-CAM of \d+.layers/);
  await fusedMap().selectOption('The article’s mean');
});

test('a box drawn with Shift is measured in every layer, moved by its fields, and taken away by Escape', async () => {
  await openLab();
  const map = await heatMap(firstView(page())).boundingBox();
  if (map === null) throw new Error('the map has no box');
  const at = (x: number, y: number) => [map.x + map.width * x, map.y + map.height * y] as const;
  await page().keyboard.down('Shift');
  await page().mouse.move(...at(0.3, 0.4));
  await page().mouse.down();
  await page().mouse.move(...at(0.6, 0.6), { steps: 4 });
  await page().mouse.up();
  await page().keyboard.up('Shift');
  await expect(measures().getByRole('row')).toHaveCount(3);
  await expect(measures()).toContainText(/All layers\s*\d+.%\s*(inside|outside)\s*\d+.%/);
  await expect(strip()).toHaveAttribute('aria-label', /Energy in the box: highest for layer \d+/);
  await expectNoViolations();

  await boxField('Left').fill('0');
  await boxField('Top').fill('0');
  await boxField('Width').fill('451');
  await boxField('Height').fill('300');
  await expect(measures()).toContainText(/All layers\s*100.%\s*inside/);
  await boxField('Height').blur();
  await page().keyboard.press('Escape');
  await expect(measures()).toHaveCount(0);
  await page().keyboard.press('Control+z');
  await expect(measures()).toBeVisible();
  await lab().getByRole('button', { name: 'Clear the box' }).click();
});

test('a box can be drawn after a press on the button, and put there without a pointer', async () => {
  await openLab();
  await lab().getByRole('button', { name: 'Draw a box' }).click();
  await heatMap(secondView(page())).hover({ position: { x: 100, y: 120 } });
  await page().mouse.down();
  const target = await heatMap(secondView(page())).boundingBox();
  await page().mouse.move((target?.x ?? 0) + 200, (target?.y ?? 0) + 220, { steps: 4 });
  await page().mouse.up();
  await expect(measures()).toBeVisible();
  await expect(lab().getByRole('button', { name: 'Draw a box' })).toHaveAttribute('aria-pressed', 'false');
  await lab().getByRole('button', { name: 'Clear the box' }).press('Enter');
  await lab().getByRole('button', { name: 'Start in the middle' }).press('Enter');
  await expect(boxField('Width')).toHaveValue('225');
});

test('all layers in numbers are a table', async () => {
  await openLab();
  await lab().getByRole('button', { name: 'All layers in numbers…' }).click();
  const dialog = page().getByRole('dialog', { name: 'Layers in numbers' });
  await expect(dialog.getByRole('row')).toHaveCount(156);
  await expectNoViolations();
  await page().keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('further methods are derived on demand', async () => {
  await openMethods();
  const before = await described();
  await choice(page(), 'Method', 'HiResCAM').check();
  await expect(heatMap(secondView(page()))).not.toHaveAttribute('aria-label', before ?? '');
  await expectExplained(page());
  await choice(page(), 'Method', 'FullGrad').check();
  await expect(secondView(page())).toContainText(/One map of 155.layers/);
  await expect(firstView(page())).toContainText('This method explains the network as a whole');
  await expectNoViolations();
});

test('a slow method is computed for the layer one asks for, or cancelled on its way', async () => {
  await openMethods();
  await layerSlider(page()).press('End');
  await choice(page(), 'Method', 'Score-CAM').check();
  await expect(secondView(page())).toContainText('computed layer by layer');
  const compute = firstView(page()).getByRole('button', { name: 'Compute for this layer' });
  const cancel = page().getByRole('button', { name: 'Cancel' });
  await compute.click();
  await cancel.click();
  await expect(cancel).toHaveCount(0);
  await expect(compute).toBeEnabled();

  await compute.click();
  await expect(firstView(page()).getByRole('button', { name: /^Comput/ })).toHaveCount(0);
  await expect(firstView(page())).toContainText(/Layer 155 of 155/);
  await expect(heatMap(firstView(page()))).toHaveAttribute('aria-label', /evidence|peak/);
});
