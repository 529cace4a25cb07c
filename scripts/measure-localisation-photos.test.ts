import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMaskedPhotos } from './measure-localisation-photos.mjs';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'masked-photos-'));
  for (const path of [
    'images/val/cat/a.jpg',
    'images/val/cat/b.jpg',
    'images/val/cat/c.jpg',
    'images/val/dog/d.jpeg',
    'images/test/cat/e.jpg',
    'masks/val/cat/a.png',
    'masks/val/cat/c.png',
    'masks/val/dog/d.png',
  ]) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

test('photos with a mask are found, and labels take turns', () => {
  const found = findMaskedPhotos(folder, 'val').map(({ id, label }) => `${label} ${id}`);
  expect(found).toEqual(['cat a', 'dog d', 'cat c']);
});

test('photos without a mask are left out', () => {
  expect(findMaskedPhotos(folder, 'test')).toEqual([]);
});

test('a folder that is laid out otherwise has none', () => {
  expect(findMaskedPhotos(join(folder, 'images'), 'val')).toEqual([]);
});
