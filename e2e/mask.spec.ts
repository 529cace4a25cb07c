import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, sharePage, test } from './fixtures.ts';
import { choice, openExplained, secondView } from './screen.ts';

// Colours are measured: nothing may be half faded in.
const page = sharePage(openExplained, { reducedMotion: 'reduce' });

const panel = (): Locator => page().getByRole('region', { name: 'Mask and test' });
const threshold = (): Locator => panel().getByRole('slider', { name: 'Threshold' });
const canvas = (): Locator => secondView(page()).getByRole('img');
const caption = (): Locator => secondView(page()).locator('p').last();

/** Each test stands by itself: a page that a failure replaced is folded again. */
async function openPanel(): Promise<void> {
  if ((await threshold().count()) === 0) await panel().getByText('Mask and test').click();
}

/** The share of the second view that is nearly black on the screen, 0–1. */
async function darkShare(): Promise<number> {
  const box = await canvas().boundingBox();
  if (box === null) throw new Error('the view has no box');
  const png = await page().screenshot({ clip: box });
  return page().evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (context === null) return Number.NaN;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let dark = 0;
      for (let index = 0; index < data.length; index += 4) {
        if ((data[index] ?? 0) + (data[index + 1] ?? 0) + (data[index + 2] ?? 0) < 200) dark += 1;
      }
      return dark / (data.length / 4);
    },
    [...png],
  );
}

test('the threshold moves the region, and Otsu’s is one press away', async () => {
  await openPanel();
  await choice(page(), 'What is shown of the region', 'Cut-out').check();
  await expect(caption()).toContainText(/Cut-out of the hot region: \d+.% of the picture/);
  const suggested = await threshold().inputValue();
  const dimmed = await darkShare();
  await threshold().fill('0.9');
  await expect(caption()).toContainText('map ≥ 0.90');
  await expect(page()).toHaveURL(/mask=cutout_t90/);
  // More of the photo lies in the dark.
  await expect.poll(() => darkShare()).toBeGreaterThan(dimmed + 0.05);
  await panel()
    .getByRole('button', { name: /^Otsu’s/ })
    .click();
  await expect(threshold()).toHaveValue(suggested);
});

test('hiding the region changes the answer, keeping it alone does not, and a moved threshold makes both old', async () => {
  await openPanel();
  await panel().getByRole('button', { name: 'Hide this' }).click();
  await expect(panel()).toContainText(/Without the hot region: [\d.]+.% (cat|dog)\. It was 99\.3.% cat\./);
  await panel().getByRole('button', { name: 'Keep only this' }).click();
  await expect(panel()).toContainText(/The hot region alone: [\d.]+.% cat\. It was 99\.3.% cat\./);
  const rows = panel()
    .getByRole('table', { name: /Old and new probability/ })
    .first()
    .getByRole('row');
  const cat = await rows.nth(1).getByRole('cell').allTextContents();
  expect(cat[1]).not.toBe(cat[0]);
  await expect(panel().getByRole('img', { name: /What the model saw/ })).toHaveCount(2);
  const { violations } = await new AxeBuilder({ page: page() }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await expect(panel().getByText(/^Old:/)).toHaveCount(0);
  await threshold().press('ArrowRight');
  await expect(panel().getByText(/^Old:/)).toHaveCount(2);
  await panel()
    .getByRole('button', { name: /^Otsu’s/ })
    .click();
  await expect(panel().getByText(/^Old:/)).toHaveCount(0);
});

test('the brush paints on a photo, and only while it is in hand; undo takes the stroke back', async () => {
  await openPanel();
  await choice(page(), 'What is shown of the region', 'Outline').check();
  const before = await caption().textContent();
  await panel().getByRole('button', { name: 'Paint' }).click();
  const box = await canvas().boundingBox();
  if (box === null) throw new Error('the view has no box');
  const across = async () => {
    await page().mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.7);
    await page().mouse.down();
    await page().mouse.move(box.x + box.width * 0.95, box.y + box.height * 0.4, { steps: 5 });
    await page().mouse.up();
  };
  await across();
  await expect(caption()).toContainText('Outline of the painted region');
  await page().keyboard.press('Escape');
  await expect(panel().getByRole('button', { name: 'Paint' })).toHaveAttribute('aria-pressed', 'false');
  const painted = await caption().textContent();
  await across();
  await expect(caption()).toHaveText(painted ?? '');
  await page().keyboard.press('Control+z');
  await expect(caption()).toHaveText(before ?? '');
});

test('a box is a stroke for those who do not paint', async () => {
  await openPanel();
  await panel().getByRole('button', { name: 'Start in the middle' }).press('Enter');
  await panel().getByRole('button', { name: 'Take it out' }).press('Enter');
  await expect(caption()).toContainText('painted region');
  await panel().getByRole('button', { name: 'Remove strokes' }).press('Enter');
  await expect(caption()).toContainText('hot region');
  await panel().getByRole('button', { name: 'Clear the box' }).press('Enter');
});

test('a link brings the mask back, with what was painted and the box, each in a column of its own', async () => {
  await page().goto('about:blank');
  await page().goto('./#v=1&mask=box_layer_t40&right=layer&box=1000_1000_5000_5000&strokes=BWTQD9AP');
  await expect(caption()).toContainText(/Box around the largest part of the painted region/);
  await openPanel();
  await expect(choice(page(), 'Map that the region is taken from', 'This layer')).toBeChecked();
  await expect(threshold()).toHaveValue('0.4');
  await page().getByRole('region', { name: 'Fusion lab' }).getByText('Fusion lab').click();
  await page().getByRole('button', { name: 'All layers in numbers…' }).click();
  const numbers = page().getByRole('dialog', { name: 'Layers in numbers' });
  await expect(numbers.getByRole('columnheader')).toHaveText([
    'Layer',
    'Share of the fused map',
    'Energy in the box',
    'Energy in the hot region',
  ]);
  await expect(numbers.getByRole('row').nth(1)).toHaveText(/(\s*[\d.<>]+\s%\s*){3}$/);
  await page().keyboard.press('Escape');
});
