import { expect, test, vi } from 'vitest';
import { createTestApp, droppedPicture, settle, shownSummary } from '../../test/createTestApp.ts';
import { readFixture } from '../../test/fixtures/readFixture.ts';
import { testRecipe } from '../../test/testRecipe.ts';
import { readPngRecipe, withPngRecipe } from '../save/png/pngRecipe.ts';
import { withPngTexts } from '../save/png/pngText.ts';
import { makeRecipe, type Recipe } from '../save/recipe.ts';
import { decodeLink } from '../state/explain/address/link.ts';
import { offerRecipes } from './offerRecipes.ts';

const png = readFixture('png-rgb.png');

function file(name: string, bytes: Uint8Array) {
  return { name, blob: new Blob([bytes.slice()]), origin: 'drop' as const };
}

function jsonFile(name: string, value: unknown) {
  return { name, blob: new Blob([JSON.stringify(value)]) };
}

async function startedApp() {
  const { app } = createTestApp();
  await settle();
  offerRecipes(app);
  const notice = () => app.store.getState().notices.at(-1);
  const words = () => {
    const content = notice()?.content;
    return content && 'text' in content ? content.text : '';
  };
  const open = async (name: string, bytes: Uint8Array) => {
    app.actions.addPictures([file(name, bytes)]);
    await settle();
  };
  return { app, notice, words, open, view: () => app.store.getState().view };
}

/** What somebody saved: the dog behind signs and with a box, in a view of its own. */
async function savedDog(): Promise<Recipe> {
  const { app } = createTestApp({ view: { sample: 'dog-shepherd', sign: 'signed', target: 0 } });
  await settle();
  app.actions.setBox({ x: 10, y: 20, width: 30, height: 40 });
  const recipe = await makeRecipe(app);
  if (recipe === null) throw new Error('there is no recipe');
  return recipe;
}

test('a saved picture offers the view it was saved from; taking it is undone as one', async () => {
  const { app, notice, words, open, view } = await startedApp();
  await open('saved.png', withPngRecipe(png, await savedDog()));
  await expect.poll(words).toBe('This picture was saved by StrataCAM, from “A dog”.');
  // Nothing happened unasked.
  expect(shownSummary(app)).toBe('saved.png: dog');
  expect(view().sign).toBe('positive');

  app.actions.takeOffer(notice()!.id);
  await settle();
  expect(shownSummary(app)).toBe('A dog: cat');
  expect(view().sign).toBe('signed');
  expect(app.store.getState().boxes['sample:dog-shepherd']).toEqual({ x: 10, y: 20, width: 30, height: 40 });
  expect(app.store.getState().notices).toEqual([]);

  app.actions.undo();
  await settle();
  expect(shownSummary(app)).toBe('saved.png: dog');
  expect(view().sign).toBe('positive');
  expect(app.store.getState().boxes).toEqual({});
  app.actions.redo();
  await settle();
  expect(shownSummary(app)).toBe('A dog: cat');
});

test('the photo it was saved from is recognised by its checksum, whichever comes first', async () => {
  const photo = new Uint8Array([10]);
  const author = createTestApp({ view: { scale: 'run' } });
  await settle();
  author.app.actions.addPictures([droppedPicture('my cat.jpg', 10)]);
  await settle();
  const saved = withPngRecipe(png, (await makeRecipe(author.app))!);

  const first = await startedApp();
  await first.open('renamed.jpg', photo);
  await first.open('saved.png', saved);
  await expect.poll(() => first.notice()?.offer?.pictureId).toBe('picture:1');
  first.app.actions.takeOffer(first.notice()!.id);
  await settle();
  expect(shownSummary(first.app)).toBe('renamed.jpg: cat');
  expect(first.view().scale).toBe('run');

  const second = await startedApp();
  await second.open('saved.png', saved);
  await expect
    .poll(second.words)
    .toMatch(/^“saved.png” was saved by StrataCAM from “my cat.jpg”, which is not in it\./);
  expect(second.notice()?.offer).toBeUndefined();
  await second.open('other.jpg', new Uint8Array([11]));
  expect(second.notice()?.offer).toBeUndefined();
  await second.open('renamed.jpg', photo);
  await expect.poll(second.words).toBe('This is the photo that “saved.png” was saved from by StrataCAM.');
  expect(second.notice()?.offer?.pictureId).toBe('picture:3');
});

/** What somebody saved from a photo of their own. */
async function savedPhoto(firstByte: number): Promise<Uint8Array> {
  const { app } = createTestApp();
  await settle();
  app.actions.addPictures([droppedPicture('my cat.jpg', firstByte)]);
  await settle();
  return withPngRecipe(png, (await makeRecipe(app))!);
}

/** The file of one picture comes late: when the test says so. */
async function appWithLateFile(latePictureId: string) {
  const { app } = createTestApp();
  await settle();
  let arrive: (file: Blob) => void = () => undefined;
  let vanish: () => void = () => undefined;
  const late = new Promise<Blob>((resolve, reject) => {
    arrive = resolve;
    vanish = () => reject(new Error('gone'));
  });
  const pictureFile = vi.fn((pictureId: string) =>
    pictureId === latePictureId ? late : app.pictureFile(pictureId),
  );
  offerRecipes({ ...app, pictureFile });
  return { app, arrive, vanish, asked: () => pictureFile.mock.calls.map(([pictureId]) => pictureId) };
}

test('nothing is said of a picture over another that took its place while photos were compared', async () => {
  const saved = await savedPhoto(10);
  const { app, vanish, asked } = await appWithLateFile('sample:cat-portrait');
  const { notices } = app.store.getState();
  app.actions.addPictures([file('saved.png', saved)]);
  await expect.poll(asked).toContain('sample:cat-portrait');
  app.actions.openSample('dog-shepherd');
  await settle();
  vanish();
  await settle();
  expect(app.store.getState().notices).toEqual(notices);
  app.actions.selectPicture('picture:1');
  await expect.poll(() => app.store.getState().notices).toHaveLength(notices.length + 1);
});

test('a photo is found that came while the recipe was being read', async () => {
  const saved = await savedPhoto(10);
  const { app, arrive, asked } = await appWithLateFile('picture:2');
  app.actions.addPictures([droppedPicture('renamed.jpg', 10)]);
  await settle();
  app.actions.openSample('dog-shepherd');
  app.actions.removePicture('picture:1');
  app.actions.addPictures([file('saved.png', saved)]);
  await expect.poll(asked).toContain('picture:2');
  app.actions.undo();
  arrive(new Blob([saved.slice()]));
  await expect.poll(() => app.store.getState().notices.at(-1)?.offer?.pictureId).toBe('picture:1');
});

test('a recipe on its own offers its view, and waits for its photo where that is not here', async () => {
  const recipe = await savedDog();
  const sample = await startedApp();
  sample.app.actions.openRecipe(jsonFile('recipe.json', recipe));
  await expect.poll(sample.words).toBe('“recipe.json” says how StrataCAM explained “A dog”.');
  sample.app.actions.takeOffer(sample.notice()!.id);
  await settle();
  expect(shownSummary(sample.app)).toBe('A dog: cat');
  expect(sample.view().sign).toBe('signed');

  const own = await startedApp();
  const ownRecipe = readPngRecipe(await savedPhoto(10));
  own.app.actions.openRecipe(jsonFile('numbers.json', { format: 'stratacam-statistics', recipe: ownRecipe }));
  await expect.poll(own.words).toMatch(/from “my cat.jpg”, which is not in it\. Open that photo too/);
  await own.open('renamed.jpg', new Uint8Array([10]));
  await expect.poll(own.words).toBe('This is the photo that “numbers.json” was saved from by StrataCAM.');
});

test('a recipe that came with its photo says nothing before that is read', async () => {
  const recipe = readPngRecipe(await savedPhoto(10));
  const { app, readers } = createTestApp({ reader: { hold: true } });
  await settle();
  const read = async () => {
    for (const { calls } of readers) for (const call of calls) if (!call.settled) call.answer();
    await settle();
  };
  await read();
  offerRecipes(app);
  const texts = () =>
    app.store.getState().notices.map(({ content }) => ('text' in content ? content.text : content));
  app.actions.addPictures([file('renamed.jpg', new Uint8Array([10]))]);
  app.actions.openRecipe(jsonFile('recipe.json', recipe));
  await vi.dynamicImportSettled();
  await settle();
  expect(texts()).toEqual([]);
  await read();
  await expect.poll(texts).toEqual(['This is the photo that “recipe.json” was saved from by StrataCAM.']);
});

test('what is wrong with a recipe on its own is said, and nothing else happens', async () => {
  const { app, notice, view } = await startedApp();
  const before = view();
  app.actions.openRecipe(jsonFile('recipe.json', { ...testRecipe, sign: 'both' }));
  await expect
    .poll(() => notice()?.content)
    .toMatchObject({
      subject: 'recipe.json',
      failure: { code: 'savedFileInvalid', details: { reason: expect.stringContaining('sign is wrong') } },
    });
  app.actions.openRecipe({ name: 'cut.json', blob: new Blob(['{"format": "stratacam-recipe", ']) });
  await expect.poll(() => notice()?.content).toMatchObject({ subject: 'cut.json' });
  expect(view()).toEqual(before);
});

test('another model is said, and an offer goes with its picture', async () => {
  const { app, notice, words, open } = await startedApp();
  const recipe = await savedDog();
  const other = { ...recipe, model: { ...recipe.model, title: 'x'.repeat(400), hash: 'other' } };
  await open('saved.png', withPngRecipe(png, other));
  await expect.poll(words).toMatch(/another model, “x{59}…”, so the maps will differ\.$/);
  app.actions.openSample('cat-portrait');
  expect(notice()?.offer).toBeUndefined();
});

test('a picture whose recipe is of a newer version says so', async () => {
  const { notice, open } = await startedApp();
  const text = JSON.stringify({ ...testRecipe, version: 2, application: '0.9.0' });
  await open('newer.png', withPngTexts(png, [{ keyword: 'stratacam:recipe', text }]));
  await expect
    .poll(() => notice()?.content)
    .toMatchObject({
      subject: 'newer.png',
      failure: { code: 'savedFileNewer', details: { application: '0.9.0' } },
    });
});

test('what is no recipe, names no picture of this page or says nonsense is passed over', async () => {
  const forged = await startedApp();
  await forged.open('forged.png', withPngTexts(png, [{ keyword: 'stratacam:recipe', text: '[]' }]));
  expect(forged.app.store.getState().notices).toEqual([]);

  const foreign = await startedApp();
  const view = 'v=1&picture=not-here&layer=%3Cscript%3E&opacity=7&box=1';
  await foreign.open('foreign.png', withPngRecipe(png, { ...testRecipe, view }));
  expect(foreign.notice()?.offer).toBeUndefined();

  const wild = await startedApp();
  await wild.open('wild.png', withPngRecipe(png, { ...testRecipe, view: 'opacity=7&%%%' }));
  await expect.poll(() => wild.notice()?.offer).toBeDefined();
  wild.app.actions.takeOffer(wild.notice()!.id);
  await settle();
  expect(wild.view()).toEqual(decodeLink('').view);
});
