import { expect, test } from './fixtures.ts';
import { expectExplained, firstView, layerSlider, prediction, secondView } from './screen.ts';

const playButton = { name: 'Play the layers' } as const;
const pauseButton = { name: 'Pause' } as const;

test('a first visit shows a sample, explained, and plays its layers once; a second one does not play', async ({
  page,
}) => {
  await page.goto('./');
  await expect(prediction(page)).toContainText(/99\.\d\s% cat/);
  await expect(prediction(page)).toContainText('155 layers');
  await expect(prediction(page)).toContainText('Nothing was uploaded.');
  const explanation = page.getByRole('complementary', { name: 'What you see' });
  await expect(explanation).toContainText('Colour shows where the network looks');
  await expect(explanation).toContainText('Drag the slider');

  await expect(page.getByRole('button', pauseButton)).toBeVisible();
  await expect(layerSlider(page)).toHaveValue(/^[1-9]\d?$/);
  await expect(page.getByRole('button', playButton)).toBeVisible();
  await expect(layerSlider(page)).toHaveValue('154');
  await expect(secondView(page)).toContainText('Mean of 155 layers');

  // On a phone the first sentence leaves the room to the photo.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(explanation).not.toContainText('Drag the slider');
  await explanation.getByText('Colour shows where the network looks').click();
  await expect(explanation).toContainText('Drag the slider');

  await page.getByRole('button', { name: 'Close the explanation' }).click();
  await page.reload();
  await expectExplained(page);
  await expect(explanation).toHaveCount(0);
  await expect(page.getByRole('button', playButton)).toBeEnabled();
  await expect(layerSlider(page)).toHaveValue('154');
});

test('where motion is to be reduced, a first visit shows its sample without playing', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await expectExplained(page);
  await expect(page.getByRole('button', playButton)).toBeEnabled();
  await expect(layerSlider(page)).toHaveValue('154');
  await expect(firstView(page)).toContainText('Layer 155 of 155');
});
