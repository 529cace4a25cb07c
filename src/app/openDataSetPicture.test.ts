import { expect, test, vi } from 'vitest';
import type { DataSetFile } from '../state/dataset/listedFile.ts';
import type { App } from '../state/explain/app.ts';
import { createPictureOpening } from './openDataSetPicture.ts';

const blob = new Blob(['a cat']);

function setUp(file: DataSetFile) {
  const pictures: { id: string }[] = [];
  let currentPictureId: string | null = null;
  const actions = {
    addPictures: vi.fn(() => {
      currentPictureId = `picture-${pictures.length}`;
      pictures.push({ id: currentPictureId });
    }),
    selectPicture: vi.fn(),
  };
  const app = { actions, store: { getState: () => ({ pictures, currentPictureId }) } } as unknown as App;
  const visit = vi.fn();
  const open = createPictureOpening({ app, dataSet: { file: () => file }, workspaces: { visit } });
  return { open, actions, pictures, visit };
}

test('a picture of the set is added under its own name and explained', async () => {
  const { open, actions, visit } = setUp({ path: 'pets/cats/a.jpg', open: async () => blob });
  await open(0);
  expect(actions.addPictures).toHaveBeenCalledWith([{ name: 'a.jpg', blob, origin: 'pick' }]);
  expect(visit).toHaveBeenCalledWith('explain');
});

test('opened again it is not added twice, unless it was removed from the tray', async () => {
  const { open, actions, pictures } = setUp({ path: 'a.jpg', open: async () => blob });
  await open(0);
  await open(0);
  expect(actions.addPictures).toHaveBeenCalledOnce();
  expect(actions.selectPicture).toHaveBeenCalledWith('picture-0');
  pictures.length = 0;
  await open(0);
  expect(actions.addPictures).toHaveBeenCalledTimes(2);
});

test('a file that is gone stays in the data set, with its reason', async () => {
  const { open, visit } = setUp({ path: 'a.jpg', open: () => Promise.reject(new Error('gone')) });
  await expect(open(0)).rejects.toMatchObject({ code: 'pictureUnreachable' });
  expect(visit).not.toHaveBeenCalled();
});
