/** What is saved as pictures: every file is opened, decoded and compared with what was on the screen. */
import { AxeBuilder } from '@axe-core/playwright';
import { readPngRecipe } from '../src/save/png/pngRecipe.ts';
import { expect, sharePage, test } from './fixtures.ts';
import { decodeFrames, openSaveDialog, sameShare, saveDialog, saveFile } from './saving.ts';
import { choice, expectExplained, openExplained } from './screen.ts';

const page = sharePage((opened) =>
  openExplained(opened, './#v=1&target=1&layer=block_6_expand_relu&layers=blockOutputs&colours=magma'),
);

test.afterEach(async () => {
  // What fades out waits for the page to be in front.
  await page().bringToFront();
  const close = saveDialog(page()).getByRole('button', { name: 'Close' });
  if (await close.isVisible()) await close.click();
  await expect(saveDialog(page())).toHaveCount(0);
});

test('a picture carries its recipe; opened, it offers that view, which saved again is the same to the last pixel', async () => {
  await page().keyboard.press('Control+s');
  await openSaveDialog(page(), 'Picture');
  const first = await saveFile(page());
  expect(first.name).toMatch(
    /^stratacam_\d{4}-\d\d-\d\d_cat-portrait_layer-0\d\d_block-\d+-output-.*_all-layers\.png$/,
  );
  await expect(saveDialog(page()).getByRole('status')).toContainText(`Saved ${first.name}`);
  const recipe = readPngRecipe(first.bytes);
  expect(recipe).toMatchObject({
    picture: { sample: 'cat-portrait', width: 451, height: 300 },
    target: { label: 'dog' },
    layerSet: 'blockOutputs',
  });

  const again = await page().context().newPage();
  await openExplained(again);
  await again
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: first.name,
      mimeType: 'image/png',
      buffer: Buffer.from(first.bytes),
    });
  await again.getByRole('button', { name: 'Show it as it was' }).click();
  await expect(again).toHaveURL(`./#${recipe?.view}`);
  await expectExplained(again);
  await openSaveDialog(again, 'Picture');
  const second = await saveFile(again);
  const [before] = await decodeFrames(page(), first.bytes, 'image/png');
  const [after] = await decodeFrames(page(), second.bytes, 'image/png');
  await again.close();
  expect(sameShare(before!, after!)).toBe(1);
  // Two photos of their own size beside each other, with margins and captions.
  expect(before!.width).toBe(2 * 451 + 24 + 40);
});

test('one view without captions is as large as the photo, and a large photo keeps every pixel', async () => {
  const opened = await page().context().newPage();
  await openExplained(opened, './#v=1&opacity=0');
  // More pixels than are kept for the screen, each with a colour of its own.
  const png = await opened.evaluate(async () => {
    const [width, height] = [2400, 400];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const pixels = context.createImageData(width, height);
    new Uint32Array(pixels.data.buffer).forEach((_, index, data) => {
      data[index] = (Math.imul(index, 2_654_435_761) >>> 0) | 0xff_00_00_00;
    });
    context.putImageData(pixels, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(text);
  });
  const buffer = Buffer.from(png, 'base64');
  const chooser = opened.getByLabel('Photos or a video to explain');
  await chooser.setInputFiles({ name: 'Every pixel (1).png', mimeType: 'image/png', buffer });
  await expect(opened.getByText('2400').first()).toBeVisible();
  await expectExplained(opened);
  const dialog = await openSaveDialog(opened, 'Picture');
  await choice(opened, 'Show', 'This layer').check();
  await dialog.getByRole('switch', { name: 'Title, legend and caption' }).uncheck();
  await expect(dialog).toContainText('PNG, 2400 × 400 pixels');
  const { name, bytes } = await saveFile(opened);
  expect(name).toMatch(/_every-pixel-1_layer-155_.*\.png$/);
  const [saved] = await decodeFrames(page(), bytes, 'image/png');
  const [original] = await decodeFrames(page(), buffer, 'image/png');
  await opened.close();
  // All but the mark of the peak.
  expect(sameShare(saved!, original!)).toBeGreaterThan(0.99);
});

test('the cut-out is transparent around the region', async () => {
  const dialog = await openSaveDialog(page(), 'Cut-out');
  const { bytes } = await saveFile(page());
  const [whole] = await decodeFrames(page(), bytes, 'image/png');
  const alphas = whole!.data.filter((_, index) => index % 4 === 3);
  const opaque = alphas.filter((alpha) => alpha === 255).length / alphas.length;
  const clear = alphas.filter((alpha) => alpha === 0).length / alphas.length;
  expect(opaque).toBeGreaterThan(0.05);
  expect(clear).toBeGreaterThan(0.05);
  expect(opaque + clear).toBeGreaterThan(0.9);
  await dialog.getByRole('switch', { name: 'Cut to the region' }).check();
  const [trimmed] = await decodeFrames(page(), (await saveFile(page())).bytes, 'image/png');
  expect(trimmed!.width * trimmed!.height).toBeLessThan(whole!.width * whole!.height);
  expect(readPngRecipe(bytes)).not.toBeNull();
});

test('the filmstrip sheet has the size that was promised and names its layers in the recipe', async () => {
  const dialog = await openSaveDialog(page(), 'Filmstrip sheet');
  await expect(dialog.getByRole('combobox', { name: 'Layers' })).toHaveValue('blockOutputs');
  const words = (await dialog.getByText(/^PNG, /).textContent()) ?? '';
  const { name, bytes } = await saveFile(page());
  expect(name).toMatch(/_filmstrip_17-layers\.png$/);
  const [sheet] = await decodeFrames(page(), bytes, 'image/png');
  expect(words).toBe(`PNG, ${sheet!.width} × ${sheet!.height} pixels`);
  expect(readPngRecipe(bytes)?.layers).toHaveLength(17);
});

test('the GIF has a frame for every layer, and each can be decoded', async () => {
  const dialog = await openSaveDialog(page(), 'GIF');
  await dialog.getByRole('slider', { name: 'Size' }).fill('240');
  const { name, bytes } = await saveFile(page());
  expect(name).toMatch(/_17-layers\.gif$/);
  const frames = await decodeFrames(page(), bytes, 'image/gif');
  expect(frames).toHaveLength(17);
  expect(frames.every(({ width, height }) => width === 240 && height === frames[0]!.height)).toBe(true);
  // Under the photo, of 240 × 160, is the name on white; in the photo no two layers are alike.
  const corner = 4 * (240 * frames[0]!.height - 1);
  expect([...frames[0]!.data.subarray(corner, corner + 4)]).toEqual([255, 255, 255, 255]);
  frames.slice(1).forEach((frame, index) => {
    expect(sameShare(frame, frames[index]!)).toBeLessThan(0.9);
  });
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).toContain('NETSCAPE2.0');
  expect(text).toContain('"format":"stratacam-recipe"');
});

test('making a GIF can be cancelled, and the next one is made', async () => {
  const dialog = await openSaveDialog(page(), 'GIF');
  await dialog.getByRole('combobox', { name: 'Layers' }).selectOption('all');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Saving' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('progressbar')).toHaveCount(0);
  await dialog.getByRole('combobox', { name: 'Layers' }).selectOption('blockOutputs');
  expect((await saveFile(page())).name).toMatch(/_17-layers\.gif$/);
});

test('the film plays: its sides suit encoders, it lasts as long as was said, and it shows the photo', async () => {
  const dialog = await openSaveDialog(page(), 'Video');
  await choice(page(), 'Size', '480 px').check();
  await expect(dialog).toContainText(/17 layers, 480 × \d+ pixels, 2\.1 s/);
  const { name, bytes } = await saveFile(page());
  expect(name).toMatch(/_17-layers\.(mp4|webm)$/);
  const film = await page().evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const video = document.createElement('video');
    video.muted = true;
    const url = URL.createObjectURL(new Blob([data]));
    await new Promise((resolve, reject) => {
      video.requestVideoFrameCallback(resolve);
      video.onerror = () => reject(new Error(video.error?.message));
      video.src = url;
      video.play().catch(reject);
    });
    const context = new OffscreenCanvas(8, 8).getContext('2d');
    context?.drawImage(video, 0, 0, 8, 8);
    const colours = Array.from(context?.getImageData(0, 0, 8, 8).data ?? []);
    URL.revokeObjectURL(url);
    return { width: video.videoWidth, height: video.videoHeight, duration: video.duration, colours };
  }, Buffer.from(bytes).toString('base64'));
  expect([film.width, film.height % 16]).toEqual([480, 0]);
  expect(film.duration).toBeCloseTo(17 / 8, 1);
  expect(Buffer.from(bytes).toString('latin1')).toContain('"format":"stratacam-recipe"');
  expect(new Set(film.colours).size).toBeGreaterThan(20);
});

test('a picture goes to the clipboard', async () => {
  await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await openSaveDialog(page(), 'Picture');
  await dialog.getByRole('button', { name: 'Copy picture' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Copied to the clipboard.');
  const size = await page().evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
    return bitmap.width;
  });
  expect(size).toBe(2 * 451 + 24 + 40);
});

test('the dialog has no fault that axe knows, with a picture, an animation or a text in it', async () => {
  for (const kind of ['Picture', 'GIF', 'Layers in numbers']) {
    await openSaveDialog(page(), kind);
    const { violations } = await new AxeBuilder({ page: page() }).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});

test('before there are maps there is nothing to save, and that is said', async ({ page: early }) => {
  await early.route('**/*.bin', () => undefined);
  await early.goto('./#v=1');
  await early.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(saveDialog(early)).toContainText('Nothing to save yet.');
});
