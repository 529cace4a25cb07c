import { expect, test, vi } from 'vitest';
import { testRecipe } from '../../test/testRecipe.ts';
import type { IncomingPicture } from '../state/shell/incoming.ts';
import { takeIn } from './takeIn.ts';

const mp4 = '\0\0\0\x18ftypisom\0\0\x02\0isommp42';
const webm = '\x1aE\xdf\xa3\x01';

function file(name: string, content: string, type = ''): IncomingPicture {
  const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0));
  return { name, blob: new Blob([bytes], { type }), origin: 'drop' };
}

async function taken(...files: IncomingPicture[]) {
  const actions = { addPictures: vi.fn(), openSequence: vi.fn(), openRecipe: vi.fn(), tell: vi.fn() };
  await takeIn(files, actions);
  return {
    pictures: actions.addPictures.mock.calls.flatMap(([pictures]) =>
      (pictures as IncomingPicture[]).map(({ name }) => name),
    ),
    videos: actions.openSequence.mock.calls.map(([opener]) => [opener.kind, opener.title]),
    recipes: actions.openRecipe.mock.calls.map(([{ name }]) => name),
    told: actions.tell.mock.calls.flat(),
  };
}

test('photos go to the tray, and the first video is opened, by its first bytes', async () => {
  expect(
    await taken(file('a.jpg', 'x', 'image/jpeg'), file('b', mp4), file('c.png', 'x', 'image/png')),
  ).toEqual({
    pictures: ['a.jpg', 'c.png'],
    videos: [['video', 'b']],
    recipes: [],
    told: [],
  });
});

test('of other videos it is said that they were left out', async () => {
  const first = file('1.mp4', mp4, 'video/mp4');
  const second = file('2.webm', webm, 'video/webm');
  expect((await taken(first, second)).told).toEqual(['2.webm was left out: one video is opened at a time.']);
  expect((await taken(first, second, first)).told).toEqual([
    '2 other videos were left out: one video is opened at a time.',
  ]);
});

test('what only calls itself a video goes the way of pictures, where its owner hears why', async () => {
  expect(await taken(file('page.mp4', '<!doctype html>', 'video/mp4'))).toMatchObject({
    pictures: ['page.mp4'],
    videos: [],
  });
});

test('a recipe is one by what it says of itself, whatever its name', async () => {
  const recipe = file('recipe.json', JSON.stringify({ format: 'stratacam-recipe' }));
  const statistics = file('numbers', JSON.stringify({ format: 'stratacam-statistics', recipe: testRecipe }));
  const other = file('package.json', '{"name": "recipe"}', 'application/json');
  expect(await taken(recipe, statistics, other)).toMatchObject({
    recipes: ['recipe.json'],
    pictures: ['package.json'],
    told: ['numbers was left out: one recipe is opened at a time.'],
  });
  expect((await taken(statistics)).recipes).toEqual(['numbers']);
});

test('a file that is gone meanwhile goes the way of pictures', async () => {
  const gone = { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }), type: '' };
  const picture = { name: 'gone.mp4', blob: gone as unknown as Blob, origin: 'drop' } as const;
  expect((await taken(picture)).pictures).toEqual(['gone.mp4']);
});
