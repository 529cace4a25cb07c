import { expect, test } from './fixtures.ts';
import {
  choice,
  engineWorker,
  expectExplained,
  heatMap,
  openExplained,
  prediction,
  secondView,
} from './screen.ts';

test.describe('the engine’s worker', () => {
  for (const { how, end, timeout } of [
    {
      how: 'throws in the middle of a run',
      timeout: 60_000,
      end: () => {
        addEventListener('message', () => {
          throw new Error('out of order');
        });
      },
    },
    {
      how: 'vanishes in the middle of a run',
      // Nobody tells a page that a worker is gone: it is its silence of twenty seconds that does.
      timeout: 120_000,
      end: () => addEventListener('message', () => self.close()),
    },
  ]) {
    test(`when it ${how}, another one redoes the run with the same result`, async ({ page, watch }) => {
      test.setTimeout(timeout);
      watch.expects(/out of order/);
      await openExplained(page);
      await choice(page, 'Explain', 'Why dog?').check();
      await expect(page).toHaveURL(/target=1/);
      await expectExplained(page);
      const maps = heatMap(secondView(page));
      const expected = (await maps.getAttribute('aria-label')) ?? '';
      const predicted = await prediction(page).getByRole('list').textContent();

      // A new visit, in which the maps of why dog have not been computed yet.
      await openExplained(page, './?again#v=1');
      await (await engineWorker(page)).evaluate(end);
      await choice(page, 'Explain', 'Why dog?').check();
      await expect(page.getByText('Starting again; the last picture is redone…')).toBeVisible({
        timeout: 40_000,
      });
      await expect(page.getByRole('status').filter({ hasText: 'Nothing is lost.' })).toBeAttached();
      await expectExplained(page);
      await expect(maps).toHaveAttribute('aria-label', expected);
      expect(await prediction(page).getByRole('list').textContent()).toBe(predicted);
    });
  }
});
