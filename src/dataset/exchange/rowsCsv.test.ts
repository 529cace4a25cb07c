import { expect, test } from 'vitest';
import { readCsv } from '../../lib/readCsv.ts';
import { type ExportedRow, rowsCsv } from './rowsCsv.ts';

const row: ExportedRow = {
  path: 'cats/=1+1,\n"2".jpg',
  split: 'test',
  label: 'cat',
  correctedLabel: null,
  answer: 'dog',
  probabilities: [0.25, 0.75],
  logits: [1.0986],
  isExcluded: false,
  tags: ['bars', 'dark'],
  note: '=HYPERLINK("x")',
  groups: [],
  width: 500,
  height: 375,
  problem: null,
};

test('a table of pictures has one line each, whatever their names are', () => {
  const unreadable: ExportedRow = {
    ...row,
    path: '-x.jpg',
    answer: null,
    probabilities: [],
    logits: [],
    problem: 'pictureEmpty',
  };
  const corrected: ExportedRow = { ...row, correctedLabel: 'dog', isExcluded: true };
  const [head, first, second, third, ...more] = readCsv(
    rowsCsv([row, unreadable, corrected], ['cat', 'dog']),
  );
  expect(more).toEqual([]);
  const object = (cells: readonly string[] = []) =>
    Object.fromEntries(cells.map((cell, at) => [head?.[at], cell]));
  expect(object(first)).toEqual({
    path: 'cats/=1+1, "2".jpg',
    split: 'test',
    label: 'cat',
    corrected_label: '',
    answer: 'dog',
    right: '0',
    p_cat: '0.25',
    p_dog: '0.75',
    logit: '1.0986',
    excluded: '0',
    tags: 'bars; dark',
    note: '\'=HYPERLINK("x")',
    groups: '',
    width: '500',
    height: '375',
    problem: '',
  });
  expect(object(second)).toMatchObject({
    path: "'-x.jpg",
    right: '',
    p_cat: '',
    logit: '',
    problem: 'pictureEmpty',
  });
  expect(object(third)).toMatchObject({ corrected_label: 'dog', right: '1', excluded: '1' });
});
