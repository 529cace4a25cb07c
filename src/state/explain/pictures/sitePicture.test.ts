import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSitePicture, sitePictureName } from './sitePicture.ts';

test.each(['cat.jpg', 'photos/cat.webp', '/photos/2026/my cat.JPEG', 'bilder/größe_1~2.png', 'a..b.gif'])(
  'a picture of this site: %s',
  (path) => {
    expect(isSitePicture(path)).toBe(true);
  },
);

test.each([
  '',
  'cat',
  'cat.html',
  '.jpg',
  'photos/.hidden.jpg',
  './cat.jpg',
  '../cat.jpg',
  'photos/../cat.jpg',
  '//example.org/cat.jpg',
  '/photos//cat.jpg',
  'https://example.org/cat.jpg',
  'https:cat.jpg',
  'data:image/png,cat.png',
  'blob:cat.jpg',
  'javascript:cat.jpg',
  'photos\\cat.jpg',
  '\\\\example.org\\cat.jpg',
  '%2e%2e/cat.jpg',
  'photos%2fcat.jpg',
  'logout?cat.jpg',
  'page#cat.jpg',
  'cat.jpg/',
  ' cat.jpg',
  'cat\n.jpg',
  'cat\u0000.jpg',
  '\u202ecat.jpg',
  '/\u2044example.org/cat.jpg',
  `${'x'.repeat(253)}.jpg`,
])('no picture of this site: %j', (path) => {
  expect(isSitePicture(path)).toBe(false);
});

test('whatever passes stays on the site, where its path says', () => {
  const piece = fc.constantFrom(
    'a',
    'ü',
    '.',
    '..',
    '/',
    '//',
    '\\',
    '%2e',
    '%2F',
    ':',
    '@',
    'http',
    ' ',
    '~',
    '-',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = `${pieces.join('')}.png`;
      if (!isSitePicture(path)) return;
      const { origin, pathname } = new URL(path, 'https://site.example/app/');
      expect(origin).toBe('https://site.example');
      expect(decodeURIComponent(pathname)).toBe(path.startsWith('/') ? path : `/app/${path}`);
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test('its name is the name of the file', () => {
  expect(sitePictureName('/photos/my cat.jpg')).toBe('my cat.jpg');
  expect(sitePictureName('cat.jpg')).toBe('cat.jpg');
});
