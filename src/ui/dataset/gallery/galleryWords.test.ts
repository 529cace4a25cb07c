import { expect, test } from 'vitest';
import { createFakeDataSetServices, fakeFile } from '../../../../test/fakeDataSetServices.ts';
import { createDataSet } from '../../../state/dataset/createDataSet.ts';
import { selectionTitle, tileWords } from './galleryWords.ts';

const classes = ['cat', 'dog'];

test.each([
  [0, 1, 'labelled cat, called dog'],
  [0, null, 'labelled cat'],
  [null, 1, 'called dog'],
  [null, null, 'all that are counted'],
])('the cell of label %s and answer %s is "%s"', (label, answer, title) => {
  expect(selectionTitle({ kind: 'cell', label, answer }, classes)).toBe(title);
});

test('a tile says label, answer and its probability, what is wrong, and what could not be read', async () => {
  const { services } = createFakeDataSetServices();
  const set = createDataSet(services);
  // z = (byte − 100) / 50.
  await set.open('set', [
    fakeFile('set/cats/a.jpg', 200),
    fakeFile('set/cats/b.jpg', 'bad'),
    fakeFile('set/c.jpg', 0),
  ]);
  set.confirmLabels();
  const wordsOf = (path: string) => {
    const rows = set.rows();
    if (!rows) throw new Error('the set is open');
    return tileWords(
      rows,
      set.labels(),
      set.classes(),
      set.store.getState().threshold,
      rows.paths.indexOf(path),
    );
  };
  expect(wordsOf('set/c.jpg')).toMatchObject({ label: 'no label', answer: 'not answered yet' });
  await set.start();
  expect(wordsOf('set/cats/a.jpg')).toEqual({
    name: 'a.jpg',
    label: 'labelled cat',
    answer: 'called dog, 88.1\u00a0%',
    isWrong: true,
    isReadable: true,
  });
  expect(wordsOf('set/cats/b.jpg')).toMatchObject({ answer: 'This is not a picture', isReadable: false });
  set.setThreshold(3);
  expect(wordsOf('set/cats/a.jpg')).toMatchObject({ answer: 'called cat, 11.9\u00a0%', isWrong: false });
});
