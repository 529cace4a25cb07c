import { describe, expect, test } from 'vitest';
import { matchTable, readLabelTable } from './labelTable.ts';

function table(text: string, path = 'labels.csv') {
  const found = readLabelTable(path, text);
  if (!found) throw new Error('no table');
  return found;
}

describe('a table of labels', () => {
  test.each([
    ['a head', 'file,label\na.jpg,cat\nb.jpg,dog'],
    ['other words, separators and columns between', 'Nr;Image ID;Category\n1;a.jpg;cat\n2;b.jpg;dog'],
    ['no head', 'a.jpg,cat\nb.jpg,dog'],
    ['one column of 0 and 1 per class, with spaces', 'filename, cat, dog\na.jpg, 1, 0\nb.jpg, 0, 1'],
    ['metadata of Hugging Face', '\ufefffile_name\tlabel\na.jpg\tcat\nb.jpg\tdog'],
  ])('with %s', (_with, text) => {
    expect(table(text).entries).toEqual([
      { file: 'a.jpg', label: 'cat', split: null },
      { file: 'b.jpg', label: 'dog', split: null },
    ]);
  });

  test('says the split, and nothing where a cell is empty or both columns have a 1', () => {
    expect(table('id,split,label\na,valid,cat\nb,,').entries).toEqual([
      { file: 'a', label: 'cat', split: 'validation' },
      { file: 'b', label: null, split: null },
    ]);
    expect(table('filename,cat,dog\na.jpg,1,1').entries).toEqual([
      { file: 'a.jpg', label: null, split: null },
    ]);
  });

  test('needs a column of files, and one that says something', () => {
    expect(readLabelTable('a.csv', 'time,price\n1,2')).toBeNull();
    expect(readLabelTable('a.csv', 'file,size\na.jpg,20')).toBeNull();
    expect(readLabelTable('a.csv', '')).toBeNull();
  });
});

describe('matching lines to pictures', () => {
  const match = (text: string, pictures: readonly string[], path?: string) => {
    const { entries, unmatchedLines } = matchTable(table(text, path), pictures);
    return [entries.map((entry) => entry?.label ?? null), unmatchedLines];
  };

  test('goes by the end of the path, the name, and the name without its ending', () => {
    const pictures = ['set/one/a.jpg', 'set/two/b.jpg', 'set/two/c.d.jpg'];
    expect(match('file,label\none/a.jpg,cat\nb.jpg,dog\nc.d,cat', pictures)).toEqual([
      ['cat', 'dog', 'cat'],
      0,
    ]);
    expect(match('file,label\nC:\\old\\b.png,dog', pictures)).toEqual([[null, 'dog', null], 0]);
  });

  test('prefers the folder of the table where a name is there twice', () => {
    const pictures = ['set/train/a.jpg', 'set/test/a.jpg'];
    const text = 'file,label\na.jpg,cat';
    expect(match(text, pictures, 'set/test/labels.csv')).toEqual([[null, 'cat'], 0]);
    expect(match(text, pictures, 'set/labels.csv')).toEqual([[null, null], 1]);
  });

  test('counts lines without a picture', () => {
    expect(match('file,label\nz.jpg,cat\na.jpg,dog', ['a.jpg', 'b.jpg'])).toEqual([['dog', null], 1]);
  });
});
