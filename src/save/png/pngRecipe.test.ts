import { expect, test } from 'vitest';
import { readFixture } from '../../../test/fixtures/readFixture.ts';
import { testRecipe } from '../../../test/testRecipe.ts';
import { thrownFailure } from '../../../test/thrownFailure.ts';
import { readPngRecipe, withPngRecipe } from './pngRecipe.ts';
import { readPngTexts, withPngTexts } from './pngText.ts';

const png = readFixture('png-rgb.png');

test('a picture carries its recipe and the name of the program', () => {
  const saved = withPngRecipe(png, testRecipe);
  expect(readPngRecipe(saved)).toEqual(testRecipe);
  expect(readPngTexts(saved)[0]).toEqual({ keyword: 'Software', text: 'StrataCAM 0.1.0' });
});

test('a file without a recipe has none, one with something else in its place is refused', () => {
  expect(readPngRecipe(png)).toBeNull();
  expect(readPngRecipe(readFixture('webp-lossy.webp'))).toBeNull();
  const forged = withPngTexts(png, [{ keyword: 'stratacam:recipe', text: '[]' }]);
  expect(thrownFailure(() => readPngRecipe(forged)).code).toBe('savedFileInvalid');
});
