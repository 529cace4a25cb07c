import { describe, expect, test } from 'vitest';
import { sortFiles } from './sortFiles.ts';

function sorted(paths: readonly string[]) {
  const { pictures, tables, masks, leftOut } = sortFiles(paths);
  return {
    pictures: pictures.map((index) => paths[index]),
    tables: tables.map((index) => paths[index]),
    masks: Object.fromEntries([...masks].map(([picture, mask]) => [paths[picture], paths[mask]])),
    leftOut: Object.fromEntries(leftOut.map(({ index, reason }) => [paths[index], reason])),
  };
}

describe('the files of a folder', () => {
  test('are pictures whatever their ending, unless a system put them there', () => {
    const found = sorted([
      'set/cats/1.JPG',
      'set/cats/no ending',
      'set/.DS_Store',
      'set/cats/.ipynb_checkpoints/1-checkpoint.jpg',
      '__MACOSX/set/cats/._1.JPG',
      'set/Thumbs.db',
      'set/labels.csv',
      'set/README.md',
    ]);
    expect(found).toEqual({
      pictures: ['set/cats/1.JPG', 'set/cats/no ending'],
      tables: ['set/labels.csv'],
      masks: {},
      leftOut: {
        'set/.DS_Store': 'hidden',
        'set/cats/.ipynb_checkpoints/1-checkpoint.jpg': 'hidden',
        '__MACOSX/set/cats/._1.JPG': 'system',
        'set/Thumbs.db': 'system',
        'set/README.md': 'noPicture',
      },
    });
  });
});

describe('masks', () => {
  test('are found by the end of their path', () => {
    const { masks, pictures } = sorted([
      'images/train/cat/1.jpg',
      'images/test/cat/1.jpg',
      'masks/test/cat/1.png',
      'masks/train/cat/1.png',
    ]);
    expect(masks).toEqual({
      'images/test/cat/1.jpg': 'masks/test/cat/1.png',
      'images/train/cat/1.jpg': 'masks/train/cat/1.png',
    });
    expect(pictures).toHaveLength(2);
  });

  test('are found by the beginning of their path where that tells pictures apart', () => {
    expect(sorted(['test/images/1.jpg', 'train/images/1.jpg', 'test/masks/1.png']).masks).toEqual({
      'test/images/1.jpg': 'test/masks/1.png',
    });
  });

  test('may lie beside their picture, with another name', () => {
    expect(sorted(['a.jpg', 'a_mask.png', 'b.jpg']).masks).toEqual({ 'a.jpg': 'a_mask.png' });
  });

  test('of no picture, or of one of several, are left out', () => {
    expect(sorted(['x/1.jpg', 'y/1.jpg', 'masks/1.png', 'masks/2.png']).leftOut).toEqual({
      'masks/1.png': 'maskWithoutPicture',
      'masks/2.png': 'maskWithoutPicture',
    });
  });

  test('beside which there is nothing are pictures of masks', () => {
    expect(sorted(['masks/carnival/1.jpg', 'masks/carnival/2.jpg']).pictures).toHaveLength(2);
  });
});
