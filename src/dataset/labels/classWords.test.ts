import { describe, expect, test } from 'vitest';
import { createFindClass } from './classWords.ts';

describe('for cats and dogs', () => {
  const findClass = createFindClass(['cat', 'dog']);

  test.each([
    'Cat',
    'cats',
    'CATS_2',
    'chatons',
    'Katze',
    'gatos',
    'кошки',
    'Кот',
    'kočka',
    '猫',
    '貓',
    'ネコ',
    '고양이',
    'قط',
    'kediler',
    'חתולים',
    'बिल्ली',
    'mèo',
  ])('%s is a cat', (name) => {
    expect(findClass(name)).toEqual({ classIndex: 0, isExact: true });
  });

  test.each([
    'DOG',
    'puppies',
    'Hunde',
    'chien',
    'perros',
    'cães',
    'собака',
    '犬',
    '狗',
    '개',
    'كلب',
    'köpek',
    'koira',
  ])('%s is a dog', (name) => {
    expect(findClass(name)).toEqual({ classIndex: 1, isExact: true });
  });

  test('an accent may be one character or two', () => {
    expect(findClass('köpek'.normalize('NFD'))).toEqual(findClass('köpek'.normalize('NFC')));
  });

  test('a word among others is a guess', () => {
    expect(findClass('my_cat_album')).toEqual({ classIndex: 0, isExact: false });
    expect(findClass('DogPictures')).toEqual({ classIndex: 1, isExact: false });
    expect(findClass('bilder-katzen')).toEqual({ classIndex: 0, isExact: false });
  });

  test.each([
    'cats and dogs',
    'PetImages',
    'no_cats',
    'not-dog',
    'catalogue',
    'hotdog',
    'pas de deux',
    '0',
    'a',
    '',
  ])('%j is neither', (name) => {
    expect(findClass(name)).toBeNull();
  });
});

describe("for any model's labels", () => {
  test('words of several parts, plurals and the numbers of WordNet are known', () => {
    const findClass = createFindClass(['golden retriever', 'tabby, tabby cat', 'box']);
    expect(findClass('n02099601-golden_retriever')).toEqual({ classIndex: 0, isExact: true });
    expect(findClass('GoldenRetrievers')).toEqual({ classIndex: 0, isExact: true });
    expect(findClass('Tabby Cat')).toEqual({ classIndex: 1, isExact: true });
    expect(findClass('boxes')).toEqual({ classIndex: 2, isExact: true });
    expect(findClass('retriever')).toBeNull();
  });

  test('the words of other languages come with a label in any of them', () => {
    expect(createFindClass(['Hund', 'Katze'])('cats')).toEqual({ classIndex: 1, isExact: true });
  });

  test('labels that are numbers name themselves', () => {
    expect(createFindClass(['0', '1'])('1')).toEqual({ classIndex: 1, isExact: true });
  });

  test('a longer label is not taken for the shorter one within it', () => {
    const findClass = createFindClass(['cat', 'wild cat']);
    expect(findClass('a wild cat')).toEqual({ classIndex: 1, isExact: false });
  });

  test('a word that two labels share names neither', () => {
    expect(createFindClass(['crane, bird', 'crane, machine'])('crane')).toBeNull();
  });
});
