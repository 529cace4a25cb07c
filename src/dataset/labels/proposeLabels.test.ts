import { describe, expect, test } from 'vitest';
import { readLabelTable } from './labelTable.ts';
import { applyLabels, proposeLabels } from './proposeLabels.ts';

const labels = ['cat', 'dog'];

function labelsOf(paths: readonly string[]) {
  return [...applyLabels(proposeLabels(paths, labels))];
}

describe('the first rule that applies', () => {
  test('is the deepest folder that names a class', () => {
    const paths = ['training_set/training_set/cats/x.jpg', 'PetImages/Dog/0.jpg', 'cats/other/dog/3.jpg'];
    expect(labelsOf(paths)).toEqual([0, 1, 1]);
  });

  test('is the beginning of the name in one folder for all', () => {
    expect(
      labelsOf(['train/cat.123.jpg', 'train/dog_456.png', 'train/dog (3).jpg', 'train/cat-on-sofa.jpg']),
    ).toEqual([0, 1, 1, 0]);
    expect(labelsOf(['test1/1.jpg', 'dog and cat.jpg', 'catalogue.jpg'])).toEqual([-1, -1, -1]);
  });

  test('is the breed where five of them are seen, cats with a capital', () => {
    const paths = ['Abyssinian_1.jpg', 'beagle_116.jpg', 'Maine_Coon_3.jpg', 'pug_7.jpg', 'samoyed_9.jpg'];
    expect(labelsOf(paths)).toEqual([0, 1, 0, 1, 1]);
    expect(labelsOf(paths.slice(1))).toEqual([-1, -1, -1, -1]);
    expect(labelsOf([...paths, 'Boxer_5.jpg'])[5]).toBe(-1);
  });

  test('is a table, and folders for what it leaves out', () => {
    const table = readLabelTable('labels.csv', 'file,label\na.jpg,Hund\nzz.jpg,cat');
    const proposal = proposeLabels(['cats/a.jpg', 'cats/b.jpg'], labels, [table!]);
    expect([...applyLabels(proposal)]).toEqual([1, 0]);
    expect(proposal.unmatchedLines).toBe(1);
  });
});

describe('the patterns', () => {
  const paths = ['cats/a.jpg', 'cats/b.jpg', 'my dog album/c.jpg', '0/d.jpg', '1/e.jpg'];
  const proposal = proposeLabels(paths, labels);

  test('gather the pictures of one name, what has to be asked last', () => {
    expect(proposal.patterns).toEqual([
      { key: 'folder cats', rule: 'folder', name: 'cats', classIndex: 0, isSure: true, pictures: [0, 1] },
      {
        key: 'folder my dog album',
        rule: 'folder',
        name: 'my dog album',
        classIndex: 1,
        isSure: false,
        pictures: [2],
      },
      { key: 'unknown 0', rule: 'unknown', name: '0', classIndex: null, isSure: false, pictures: [3] },
      { key: 'unknown 1', rule: 'unknown', name: '1', classIndex: null, isSure: false, pictures: [4] },
    ]);
  });

  test('can be given another class, or none', () => {
    const chosen = new Map([
      ['unknown 0', 1],
      ['folder cats', null],
    ]);
    expect([...applyLabels(proposal, chosen)]).toEqual([-1, -1, 1, 1, -1]);
  });

  test('of every picture there is exactly one', () => {
    const all = proposal.patterns.flatMap(({ pictures }) => pictures);
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });
});

test('splits are folders, the deepest, whatever else they are', () => {
  const paths = [
    'train/cats/a.jpg',
    'data/valid/b.jpg',
    'test1/c.jpg',
    'training_set/test_set/d.jpg',
    'train.jpg',
  ];
  expect(proposeLabels(paths, labels).splits).toEqual(['train', 'validation', 'test', 'test', null]);
});
