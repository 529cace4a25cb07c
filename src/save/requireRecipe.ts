import { Failure } from '../lib/failure.ts';
import type { App } from '../state/explain/app.ts';
import { makeRecipe, type Recipe } from './recipe.ts';

/** The recipe of what is on the screen. Rejects with `nothingToSave` while there are no maps. */
export async function requireRecipe(app: App): Promise<Recipe> {
  const recipe = await makeRecipe(app);
  if (recipe === null) throw new Failure('nothingToSave', 'no maps are shown');
  return recipe;
}
