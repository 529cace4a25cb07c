import { expect, test } from 'vitest';
import packageJson from '../../package.json';
import { createTestApp, droppedPicture, settle } from '../../test/createTestApp.ts';
import { thrownFailure } from '../../test/thrownFailure.ts';
import { applicationVersion } from '../lib/version.ts';
import { decodeView } from '../state/explain/address/viewHash.ts';
import { defaultMask } from '../state/explain/view/maskView.ts';
import { longestRecipeFile, parseRecipe, parseRecipeFile } from './parseRecipe.ts';
import { makeRecipe, type Recipe } from './recipe.ts';

async function recipeOf({ app }: ReturnType<typeof createTestApp>): Promise<Recipe> {
  await settle();
  const recipe = await makeRecipe(app);
  if (recipe === null) throw new Error('there is no recipe');
  return recipe;
}

test('a recipe tells how what is on the screen was made', async () => {
  const own = createTestApp({ view: { sign: 'signed', layerSet: 'convolutions', layer: 'Conv1' } });
  own.app.actions.addPictures([droppedPicture('my dog.jpg', 200)]);
  const recipe = await recipeOf(own);
  expect(recipe).toEqual({
    format: 'stratacam-recipe',
    version: 1,
    application: applicationVersion,
    model: { name: 'fake', title: 'cats vs dogs', hash: 'fake-model' },
    backend: 'wasm',
    preprocessing: { width: 16, height: 16, range: [0, 255], resample: 'pillow-bilinear', fit: 'stretch' },
    picture: {
      name: 'my dog.jpg',
      width: 400,
      height: 300,
      // sha256sum of the one byte 200.
      sha256: '7c5bd2d144fdde498406edcb9fe60ce65b0dfa5f2dd7a7617f505e3d46d68bdb',
      sample: null,
      box: null,
    },
    // z = (200 − 100) / 50 = 2
    target: { classIndex: 1, label: 'dog', probability: 1 / (1 + Math.exp(-2)) },
    prediction: { classIndex: 1, label: 'dog', probability: 1 / (1 + Math.exp(-2)) },
    method: 'positiveGradCam',
    sign: 'signed',
    scale: 'layer',
    layerSet: 'convolutions',
    layers: ['Conv1', 'block_6_depthwise', 'Conv_1'],
    layer: 'Conv1',
    fusion: { id: 'article', mix: null },
    crate: null,
    region: null,
    view: expect.any(String),
  });
  expect(decodeView(recipe.view)).toEqual(own.app.store.getState().view);
});

test('a sample is named by its id, a mix and a box are written out', async () => {
  const mix = {
    rule: 'maximum',
    firstLayer: 1,
    lastLayer: 4,
    blockWeights: { 6: 0.5 },
    percentile: 95,
  } as const;
  const testApp = createTestApp({ view: { target: 1, fusion: 'custom', mix } });
  await settle();
  testApp.app.actions.setBox({ x: 10, y: 20, width: 30, height: 40 });
  const recipe = await recipeOf(testApp);
  expect(recipe.picture).toMatchObject({
    sample: 'cat-portrait',
    box: { x: 10, y: 20, width: 30, height: 40 },
  });
  expect(recipe.fusion).toEqual({ id: 'custom', mix });
  expect([recipe.target.label, recipe.prediction.label]).toEqual(['dog', 'cat']);
});

test('a hot region is told where it is shown, with the threshold that it came to', async () => {
  const testApp = createTestApp({ view: { mask: { ...defaultMask, shows: 'contours', source: 'layer' } } });
  const { region } = await recipeOf(testApp);
  expect(region).toMatchObject({ shows: 'contours', from: 'layer', isPainted: false });
  expect(region?.threshold).toBe(testApp.app.region()?.threshold);
  testApp.app.actions.setView({ mask: defaultMask });
  expect((await recipeOf(testApp)).region).toBeNull();
});

test('there is no recipe before there are maps', async () => {
  const { app } = createTestApp({ engine: { hold: ['explain'] } });
  await settle();
  expect(await makeRecipe(app)).toBeNull();
});

test('a picture whose bytes cannot be had again has a recipe without a checksum', async () => {
  let asked = 0;
  const fetchBlob = () => {
    asked += 1;
    return asked === 1 ? Promise.resolve(new Blob(['2'])) : Promise.reject(new Error('offline'));
  };
  const { picture } = await recipeOf(createTestApp({ dependencies: { fetchBlob } }));
  expect(picture.sha256).toBeNull();
});

test('a recipe is read back as it was written, without what a stranger added', async () => {
  const recipe = await recipeOf(createTestApp({ view: { fusion: 'custom' } }));
  expect(parseRecipe(JSON.stringify(recipe))).toEqual(recipe);
  expect(parseRecipe(JSON.stringify({ ...recipe, script: '<script>' }))).toEqual(recipe);
  const hostile = JSON.stringify(recipe).replace('"blockWeights":{}', '"blockWeights":{"__proto__":1}');
  expect(parseRecipe(hostile)).toEqual(recipe);
});

test('what is no recipe is refused with the reason', async () => {
  const recipe = await recipeOf(createTestApp());
  const reasonOf = (text: string) => thrownFailure(() => parseRecipe(text));
  expect(reasonOf('{')).toMatchObject({
    code: 'savedFileInvalid',
    details: { reason: 'Its recipe is cut off or was changed: it is no JSON' },
  });
  expect(reasonOf('null')).toMatchObject({ code: 'savedFileInvalid' });
  expect(reasonOf(JSON.stringify({ ...recipe, version: 0 })).message).toContain('version is wrong');
  expect(reasonOf(JSON.stringify({ ...recipe, picture: { ...recipe.picture, width: 0 } })).message).toContain(
    'picture.width is wrong',
  );
  const longest = 1024 * 1024;
  expect(reasonOf(' '.repeat(longest) + JSON.stringify(recipe)).message).toContain('longer');
});

test('statistics may be longer than a recipe, but not without end', async () => {
  const recipe = await recipeOf(createTestApp());
  const layers = 'x'.repeat(2 * 1024 * 1024);
  const statistics = JSON.stringify({ format: 'stratacam-statistics', layers, recipe });
  expect(parseRecipeFile(statistics)).toEqual(parseRecipe(JSON.stringify(recipe)));
  expect(() => parseRecipeFile(' '.repeat(longestRecipeFile) + statistics)).toThrow('longer');
});

test('the version that files carry is that of the package', () => {
  expect(applicationVersion).toBe(packageJson.version);
});

test.each([
  ['with the version that made it', { application: '0.9.0' }, '0.9.0'],
  ['whatever else is new in it', { application: '0.9.0', method: 'newCam', picture: 7 }, '0.9.0'],
  ['without a version where that is none', { application: '<b>' }, ''],
])('a recipe of a newer format says so, %s', async (_, changes, application) => {
  const recipe = await recipeOf(createTestApp());
  const newer = JSON.stringify({ ...recipe, version: 2, ...changes });
  const expected = { code: 'savedFileNewer', details: { application } };
  expect(thrownFailure(() => parseRecipe(newer))).toMatchObject(expected);
  const statistics = `{"format":"stratacam-statistics","recipe":${newer}}`;
  expect(thrownFailure(() => parseRecipeFile(statistics))).toMatchObject(expected);
});
