import { expect, test } from './fixtures.ts';
import { expectExplained, prediction } from './screen.ts';

test('when the model cannot be reached, the page says so, and trying again loads it', async ({
  page,
  context,
  watch,
}) => {
  watch.expects(/net::ERR_FAILED/);
  await context.route('**/model/model.json', (route) => route.abort());
  await page.goto('./#v=1');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The model could not be loaded');
  await expect(alert).toContainText('Check the connection and try again. Your pictures stay here.');

  await context.unroute('**/model/model.json');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toHaveCount(0);
  await expectExplained(page);
  await expect(prediction(page)).toContainText(/99\.3\s% cat/);
});

test('weights that were changed on the way are noticed before they explain anything', async ({
  page,
  context,
}) => {
  await context.route('**/model/*.bin', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[1000] = (body[1000] ?? 0) ^ 1;
    await route.fulfill({ response, body });
  });
  await page.goto('./#v=1');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The model arrived damaged');
  await expect(alert).toContainText('is not what its checksum promises, so it was not used');
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(prediction(page)).not.toContainText(/\d\s% cat/);
});
