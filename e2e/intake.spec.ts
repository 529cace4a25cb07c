import { dropFiles, sampleFile, transferOf } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, messages, openExplained, openSample, prediction, tray } from './screen.ts';

const page = sharePage(openExplained);

test('files dragged over the page are invited in, and dropped ones line up in the tray, the first explained', async () => {
  const dataTransfer = await transferOf(page(), [sampleFile('dog-shepherd'), sampleFile('kitten-on-fence')]);
  await page().dispatchEvent('main', 'dragenter', { dataTransfer });
  await expect(page().getByText('Drop photos or a video to explain them')).toBeVisible();
  await page().dispatchEvent('main', 'dragover', { dataTransfer });
  await page().dispatchEvent('main', 'drop', { dataTransfer });

  await expect(page().getByText('Drop photos or a video to explain them')).toHaveCount(0);
  await expect(tray(page()).getByRole('listitem')).toHaveCount(3);
  await expect(tray(page()).getByRole('button', { name: 'dog-shepherd.jpg' }).first()).toHaveAttribute(
    'aria-current',
    'true',
  );
  await expect(prediction(page())).toContainText(/99\.\d\s% dog/);

  await tray(page()).getByRole('button', { name: 'kitten-on-fence.jpg' }).first().click();
  await expect(prediction(page())).toContainText(/99\.\d\s% cat/);
});

test('a pasted picture is explained', async () => {
  const clipboardData = await transferOf(page(), [sampleFile('dog-drawing')]);
  await clipboardData.evaluate((data) => {
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(paste);
  });
  await expect(tray(page()).getByRole('button', { name: 'dog-drawing.jpg' }).first()).toBeVisible();
  await expect(prediction(page())).toContainText(/55\.\d\s% dog/);
});

test('a picked picture is explained', async () => {
  const chooser = page().waitForEvent('filechooser');
  await page().getByRole('button', { name: 'Open photos' }).click();
  await (await chooser).setFiles(sampleFile('cat-with-yarn'));
  await expect(tray(page()).getByRole('button', { name: 'cat-with-yarn.jpg' }).first()).toBeVisible();
  await expect(prediction(page())).toContainText(/98\.\d\s% cat/);
});

test('the gallery opens a sample', async () => {
  await openSample(page(), 'A drawing of a cat');
  await expect(prediction(page())).toContainText(/79\.\d\s% dog/);
});

test('a removed picture comes back with Ctrl+Z, to its place and explained', async () => {
  const names = () => tray(page()).getByRole('listitem').allTextContents();
  const before = await names();
  await tray(page()).getByRole('button', { name: 'dog-drawing.jpg' }).first().click();
  await expectExplained(page());
  await tray(page()).getByRole('button', { name: 'Remove dog-drawing.jpg' }).click();
  await expect(messages(page())).toContainText('dog-drawing.jpg was removed.');
  await expect(tray(page()).getByRole('listitem')).toHaveCount(before.length - 1);
  await expectExplained(page());

  await page().keyboard.press('Control+z');
  await expect(tray(page()).getByRole('listitem')).toHaveCount(before.length);
  expect(await names()).toEqual(before);
  await expect(prediction(page())).toContainText(/55\.\d\s% dog/);
});

test('no address tells of the own pictures', async () => {
  await dropFiles(page(), sampleFile('cat-drawing'));
  await expect(tray(page()).getByRole('button', { name: 'cat-drawing.jpg' }).first()).toBeVisible();
  await expect(page()).toHaveURL(/#v=1&picture=own$/);
});
