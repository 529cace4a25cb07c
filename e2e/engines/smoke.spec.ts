import { readFileSync } from 'node:fs';
import { readPngRecipe } from '../../src/save/png/pngRecipe.ts';
import { turnedAvif } from '../../test/turnedAvif.ts';
import { fixtureFile, sampleFile } from '../files.ts';
import { explainBytes } from './explainBytes.ts';
import { expect, test } from './fixtures.ts';
import { clickOn, dropFile, expectExplained, expectText, openExplained, parts, viewOf } from './onScreen.ts';
import { distanceFromPhoto } from './photoOnStage.ts';
import { saveFile } from './saveFile.ts';

test('the first visit shows a sample and explains it', async ({ engine, origin }) => {
  await engine.open(`${origin}/`);
  await expectText(engine, parts.prediction, /99\.\d % cat/);
  await expectText(engine, parts.prediction, '155 layers');
  await expectText(engine, parts.secondView, 'Mean of 155 layers');
});

test('the photo is really on the screen, in both views', async ({ engine, origin }) => {
  await openExplained(engine, `${origin}/?photo#v=1&opacity=0`);
  const photo = sampleFile('cat-portrait');
  for (const view of [parts.firstView, parts.secondView]) {
    await expect.poll(() => distanceFromPhoto(engine, view, photo), { message: view }).toBeLessThan(8);
  }
  // The measure tells photos apart.
  const other = sampleFile('dog-shepherd');
  expect(await distanceFromPhoto(engine, parts.firstView, other)).toBeGreaterThan(30);
  // Where a device draws, it is no emergency: what was uploaded to it is what was meant.
  await clickOn(engine, 'button', 'Runs:');
  await expectText(engine, '[role=dialog]', 'Drawn by');
  await expectText(engine, '[role=dialog]', /^(?!.*did not show the photo)/s);
});

test('scrubbing goes from layer to layer, by key and by pointer', async ({ engine, origin }) => {
  await openExplained(engine, `${origin}/?scrub#v=1`);
  await engine.evaluate((layer) => document.querySelector<HTMLElement>(layer)?.focus(), parts.layer);
  await engine.press('Home');
  await expectText(engine, parts.firstView, 'Layer 1 of 155: input rescaling');
  await engine.press('ArrowRight');
  await engine.press('ArrowRight');
  await expectText(engine, parts.firstView, 'Layer 3 of 155: first convolution');
  await clickOn(engine, parts.layer, 'Layer');
  await expectText(engine, parts.firstView, /Layer 7\d of 155/);
});

test('the mask cuts the hot region out, a reload keeps it, and a link brings it back', async ({
  engine,
  origin,
}) => {
  await openExplained(engine, `${origin}/?mask#v=1&layer=block_12_add`);
  await clickOn(engine, 'summary', 'Mask and test');
  await clickOn(engine, 'input[type=radio]', 'Cut-out');
  const cutOut = /Cut-out of the hot region: [\d.]+ % of the picture/;
  await expectText(engine, parts.secondView, cutOut);
  await expect.poll(() => viewOf(engine)).toMatch(/layer=block_12_add.*mask=cutout/);
  const view = await viewOf(engine);

  await engine.reload();
  await expectText(engine, parts.secondView, cutOut);
  expect(await viewOf(engine)).toBe(view);

  await clickOn(engine, 'button', 'Share');
  await expectText(engine, '[role=dialog]', 'Share this view');
  const link = await engine.evaluate(
    () => document.querySelector<HTMLTextAreaElement>('textarea[aria-label^="Link"]')?.value ?? '',
  );
  await engine.open('about:blank');
  await openExplained(engine, link);
  await expectText(engine, parts.secondView, cutOut);
  expect(await viewOf(engine)).toBe(view);
});

test('a picture is saved as PNG, with its recipe', async ({ engine, origin }) => {
  await openExplained(engine, `${origin}/?save#v=1&target=1`);
  const { name, bytes } = await saveFile(engine);
  expect(name).toMatch(/^stratacam_\d{4}-\d\d-\d\d_cat-portrait_.*\.png$/);
  expect(readPngRecipe(bytes)).toMatchObject({
    picture: { sample: 'cat-portrait', width: 451, height: 300 },
    target: { label: 'dog' },
  });
});

test('a dropped photo is explained', async ({ engine, origin }) => {
  await openExplained(engine, `${origin}/?drop#v=1`);
  await dropFile(engine, sampleFile('dog-shepherd'));
  await expectText(engine, parts.tray, 'dog-shepherd');
  await expectText(engine, parts.prediction, /99\.\d % dog/);
  await expectExplained(engine);
});

/**
 * p(dog) of the fixtures, as Chromium gave it, whose pixels readPicture.browser.test.ts holds against Pillow's. Decoders
 * of AVIF may round in their own ways.
 */
const formats = [
  ['jpeg-444.jpg', 0.3301, 0.0005],
  ['png-rgb.png', 0.6375, 0.0005],
  ['webp-lossless.webp', 0.6375, 0.0005],
  ['gif-still.gif', 0.414, 0.0005],
  ['bmp-24.bmp', 0.6375, 0.0005],
  ['avif.avif', 0.6211, 0.01],
] as const;

test('pictures of six formats get the same answer in every engine, and so does an AVIF that is turned', async ({
  engine,
  origin,
}) => {
  await engine.open(`${origin}/?api=1#v=1`);
  const plain = new Uint8Array(readFileSync(fixtureFile('avif.avif')));
  const turned = turnedAvif(plain, { quarters: 1, axis: 0 });
  const files = formats.map(([file, ...rest]) => [file, readFileSync(fixtureFile(file)), ...rest] as const);
  for (const [file, bytes, expected, tolerance] of [...files, ['turned', turned, 0.206, 0.01] as const]) {
    const { probability } = await explainBytes(engine, bytes);
    expect(Math.abs(probability - expected), `${file}: ${probability}`).toBeLessThan(tolerance);
  }
});
