import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { makeClip } from '../scripts/clip.mjs';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, openExplained, prediction, tray } from './screen.ts';

const page = sharePage(openExplained);

const panel = (): ReturnType<Page['getByRole']> => page().getByRole('region', { name: 'Video', exact: true });
const moment = () => panel().getByRole('slider', { name: 'Moment of the video' });

/** Opens files by the page's own chooser. */
async function open(...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  await page().getByLabel('Photos or a video to explain').setInputFiles(files);
}

const videoFile = (name: string, buffer: Buffer) => ({ name, mimeType: 'video/webm', buffer });

test('a video is explained to its end: first the cat, then the dog', async ({ browser }) => {
  const clip = await makeClip(browser, { width: 320, height: 240, count: 8, framesPerSecond: 4 });
  await open(videoFile('walk.webm', clip));
  await expect(panel().getByText('all explained')).toBeVisible();
  await expect(panel().getByRole('img')).toHaveAccessibleName(
    '8 frames explained. Predicted: cat from 0:00.0, dog from 0:01.0.',
  );
  await expect(moment()).toHaveAttribute('aria-valuetext', /^0:01\.8, .* dog$/);
  await expect(prediction(page())).toContainText(/% dog/);
});

test('by keyboard and pointer one goes to any moment, with all its layers', async () => {
  await moment().press('Home');
  await expect(prediction(page())).toContainText(/% cat/);
  await moment().press('ArrowRight');
  await expect(moment()).toHaveAttribute('aria-valuetext', /^0:00\.3, .* cat$/);
  const box = (await moment().boundingBox())!;
  await page().mouse.click(box.x + 0.9 * box.width, box.y + box.height / 2);
  await expect(prediction(page())).toContainText(/% dog/);
  await expectExplained(page());
});

test('a frame that is kept becomes a picture, and the timeline a table', async () => {
  const [download] = await Promise.all([
    page().waitForEvent('download'),
    panel().getByRole('button', { name: 'Save CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/_walk_timeline\.csv$/);
  const rows = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(rows).toHaveLength(9);
  expect(rows[8]).toMatch(/^walk\.webm,[^,]+,1\.75,dog,0\.\d+,0\.9\d+$/);
  await page().getByRole('button', { name: 'Keep this frame' }).click();
  await expect(
    tray(page())
      .getByRole('button', { name: /^walk .* s\.png/ })
      .first(),
  ).toBeVisible();
  await page().getByRole('button', { name: 'Leave the video' }).click();
  await expect(panel()).toHaveCount(0);
});

test('what is no good video is refused in words, and what was on the screen stays', async () => {
  const torn = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(2000, 7)]);
  await open(videoFile('torn.webm', torn));
  await expect(page().getByRole('alert').filter({ hasText: 'The video is damaged' })).toBeVisible();
  await expect(prediction(page())).toContainText(/% cat/);
  await page().getByRole('button', { name: 'Close', exact: true }).click();
  await expectExplained(page());
});
