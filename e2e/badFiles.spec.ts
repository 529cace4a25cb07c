import { dropFiles, fixtureFile, sampleFile } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import { messages, openExplained, prediction, tray } from './screen.ts';

const page = sharePage(openExplained);

async function dismissAll(): Promise<void> {
  const dismiss = messages(page()).getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

test('files that only pretend to be pictures get a sentence each, and the good one of the drop is explained', async () => {
  const bad = ['text.jpg', 'page.jpg', 'document.jpg', 'empty.jpg'];
  await dropFiles(page(), ...bad.map(fixtureFile), sampleFile('dog-shepherd'));

  const told = messages(page()).getByRole('listitem');
  await expect(told).toHaveCount(4);
  await expect(told.filter({ hasText: 'text.jpg' })).toContainText(
    /this is not a picture\s*Its content is text, whatever its name says\./,
  );
  await expect(told.filter({ hasText: 'page.jpg' })).toContainText('Its content is an HTML');
  await expect(told.filter({ hasText: 'document.jpg' })).toContainText('Its content is a PDF');
  await expect(told.filter({ hasText: 'empty.jpg' })).toContainText('the file is empty');
  await expect(told.filter({ hasText: 'text.jpg' })).toContainText('Export it as PNG or JPEG');
  await expect(prediction(page())).toContainText(/99\.\d\s% dog/);
  await expect(tray(page()).getByRole('button', { name: 'A tabby cat' }).first()).toBeVisible();
  await dismissAll();
});

test('cut-off, oversized and active files get a sentence each, and the shown picture stays', async () => {
  await dropFiles(page(), ...['truncated.jpg', 'bomb-20000.png', 'evil.svg'].map(fixtureFile));

  const told = messages(page()).getByRole('listitem');
  await expect(told).toHaveCount(3);
  await expect(told.filter({ hasText: 'truncated.jpg' })).toContainText('the picture is incomplete');
  await expect(told.filter({ hasText: 'bomb-20000.png' })).toContainText('20000 × 20000 pixels');
  await expect(told.filter({ hasText: 'evil.svg' })).toContainText('SVG');
  await expect(prediction(page())).toContainText(/99\.\d\s% dog/);
  await dismissAll();
});

test('a file of more than 200 MB is refused before it is read', async () => {
  await page().evaluate(() => {
    const piece = new Uint8Array(1e6);
    // Begins as every JPEG does: what it is does not stand in its way, only its size.
    piece.set([0xff, 0xd8, 0xff, 0xe0]);
    const transfer = new DataTransfer();
    transfer.items.add(new File(Array<BlobPart>(201).fill(piece), 'huge.jpg'));
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
  });
  await expect(messages(page())).toContainText('huge.jpg: the file is too large');
  await expect(messages(page())).toContainText(/201\.0\sMB; the limit is 200\.0\sMB/);
  await dismissAll();
});

test('after all that, a good picture is explained as ever', async () => {
  await dropFiles(page(), sampleFile('kitten-on-fence'));
  await expect(prediction(page())).toContainText(/99\.4\s% cat/);
  await expect(messages(page()).getByRole('listitem')).toHaveCount(0);
});
