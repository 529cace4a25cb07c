import { expect, sharePage, test } from './fixtures.ts';
import { firstView, layerSets, layerSlider, openExplained, secondView } from './screen.ts';

const page = sharePage(openExplained);

/** Where an input event comes from must not matter: no control has the focus. */
test.beforeEach(() => page().evaluate(() => (document.activeElement as HTMLElement | null)?.blur()));

test('the arrow keys step through layers, with Shift through blocks, and stop at both ends', async () => {
  await page().keyboard.press('Home');
  await expect(layerSlider(page())).toHaveValue('0');
  await expect(firstView(page())).toContainText('Layer 1 of 155: input rescaling');
  await page().keyboard.press('ArrowLeft');
  await expect(layerSlider(page())).toHaveValue('0');
  await page().keyboard.press('ArrowRight');
  await page().keyboard.press('ArrowRight');
  await expect(firstView(page())).toContainText('Layer 3 of 155: first convolution');

  for (const [key, position, layer] of [
    ['Shift+ArrowRight', 10, 'block_1_expand'],
    ['Shift+ArrowRight', 19, 'block_2_expand'],
    ['Shift+ArrowRight', 28, 'block_3_expand'],
    ['Shift+ArrowLeft', 19, 'block_2_expand'],
  ] as const) {
    await page().keyboard.press(key);
    await expect(layerSlider(page())).toHaveValue(String(position));
    await expect(page().getByRole('region', { name: 'Layers', exact: true })).toContainText(`${layer} · `);
  }

  await page().keyboard.press('End');
  await expect(layerSlider(page())).toHaveValue('154');
  await page().keyboard.press('ArrowRight');
  await expect(layerSlider(page())).toHaveValue('154');
  await expect(firstView(page())).toContainText('Layer 155 of 155: last convolution (ReLU)');
});

test('the keys mean the same while the slider has the focus', async () => {
  await layerSlider(page()).focus();
  await page().keyboard.press('Home');
  await page().keyboard.press('ArrowRight');
  await expect(layerSlider(page())).toHaveValue('1');
  await page().keyboard.press('Shift+ArrowRight');
  await expect(layerSlider(page())).not.toHaveValue('2');
});

test('the keys 1 to 7 choose the layers that are stepped through and averaged, without the engine', async () => {
  const sets: readonly (readonly [string, number])[] = [
    ['2', 52],
    ['3', 48],
    ['4', 51],
    ['5', 34],
    ['6', 35],
    ['7', 17],
    ['1', 155],
  ];
  for (const [key, count] of sets) {
    await page().keyboard.press(key);
    await expect(layerSlider(page())).toHaveAttribute('max', String(count - 1));
    await expect(secondView(page())).toContainText(`Mean of ${count} layers`);
  }
});

test('the menu of layers does the same as the keys', async () => {
  await layerSets(page()).selectOption('Block outputs');
  await expect(secondView(page())).toContainText('Mean of 17 layers');
  await expect(firstView(page())).toContainText('of 17:');
  await layerSets(page()).selectOption('All');
  await expect(secondView(page())).toContainText('Mean of 155 layers');
});

test('Space plays the layers and Space stops them where they are', async () => {
  await page().keyboard.press('Home');
  await page().keyboard.press('Space');
  await expect(page().getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(layerSlider(page())).toHaveValue(/^(?:[3-9]|\d\d)$/);
  await page().keyboard.press('Space');
  await expect(page().getByRole('button', { name: 'Play the layers' })).toBeVisible();
  const stoppedAt = await layerSlider(page()).inputValue();
  expect(Number(stoppedAt)).toBeLessThan(154);
  await page().keyboard.press('ArrowRight');
  await expect(layerSlider(page())).toHaveValue(String(Number(stoppedAt) + 1));
});

test('a press on a thumbnail shows its layer', async () => {
  await page().keyboard.press('7');
  await page().keyboard.press('End');
  await expect(layerSlider(page())).toHaveAttribute('max', '16');
  const film = page().getByTestId('film');
  const { width, height } = (await film.boundingBox()) ?? { width: 0, height: 0 };
  // Seventeen thumbnails of 48 pixels with gaps of 3, in the middle of the film: the fourth of them.
  await film.click({ position: { x: (width - (17 * 51 - 3)) / 2 + 3 * 51 + 24, y: height / 2 } });
  await expect(layerSlider(page())).toHaveValue('3');
  await page().keyboard.press('1');
});
