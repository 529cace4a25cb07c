import { applicationVersion } from '../../lib/version.ts';
import { parseRecipe } from '../parseRecipe.ts';
import type { Recipe } from '../recipe.ts';
import { readPngTexts, withPngTexts } from './pngText.ts';

const recipeKeyword = 'stratacam:recipe';

/**
 * The picture with the recipe in it, as iTXt `stratacam:recipe`, and the program's name as `Software`.
 *
 * @param png the bytes of a PNG file.
 * @throws Failure `savedFileInvalid` for bytes that are none.
 */
export function withPngRecipe(png: Uint8Array, recipe: Recipe): Uint8Array<ArrayBuffer> {
  return withPngTexts(png, [
    { keyword: 'Software', text: `StrataCAM ${applicationVersion}` },
    { keyword: recipeKeyword, text: JSON.stringify(recipe) },
  ]);
}

/**
 * The recipe that a file carries, or null for one without: also for whatever is no PNG file.
 *
 * @throws Failure `savedFileInvalid` for something in the place of a recipe that is none.
 */
export function readPngRecipe(bytes: Uint8Array): Recipe | null {
  const text = readPngTexts(bytes).find(({ keyword }) => keyword === recipeKeyword)?.text;
  return text === undefined ? null : parseRecipe(text);
}
