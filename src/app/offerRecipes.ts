import { failureData, toFailure } from '../lib/failure.ts';
import { loadPart } from '../lib/loadPart.ts';
import { plainName } from '../lib/plainName.ts';
import { pictureChecksum } from '../save/pictureChecksum.ts';
import type { Recipe } from '../save/recipe.ts';
import { decodeLink } from '../state/explain/address/link.ts';
import type { App } from '../state/explain/app.ts';
import type { PictureEntry } from '../state/explain/pictures/pictureEntry.ts';
import { isSitePicture } from '../state/explain/pictures/sitePicture.ts';
import type { RecipeFile } from '../state/shell/incoming.ts';

type OfferingApp = Pick<App, 'store' | 'actions' | 'samples' | 'pictureFile'>;

/** A saved picture whose recipe was read, or a recipe on its own. */
interface SavedPicture {
  readonly name: string;
  readonly recipe: Recipe;
}

/** What an offer is about: something saved, the photo that it was saved from, or the recipe alone. */
type Occasion = 'saved' | 'photo' | 'recipe';

/** Where StrataCAM puts the recipe: among the first bytes. Other pictures are not read for it. */
const headBytes = 4096;
const recipeKeyword = 'stratacam:recipe';
/** Of pictures saved from photos that are not here, so many are remembered. */
const mostSaved = 20;
const longestName = 60;
/** Pictures from here are none that somebody saved. */
const unsaved: ReadonlySet<PictureEntry['origin']> = new Set(['sample', 'sequence']);

/**
 * Offers to show what a picture was saved from, once such a picture is on the screen: its recipe names the photo, a
 * sample or a file that it recognises by its checksum. A file that came without its photo is remembered until that is
 * opened too. A recipe that was opened on its own is offered likewise, or what is wrong with it is said. Recipes come from
 * strangers: what is none within a picture is passed over. Returns a function that ends this.
 */
export function offerRecipes(app: OfferingApp): () => void {
  const looked = new Set<string>();
  let saved: readonly SavedPicture[] = [];

  async function look(picture: PictureEntry): Promise<void> {
    const recipe = await readRecipe(app, picture.id);
    const found = recipe === null ? await savedFrom(picture) : { name: picture.name, recipe };
    if (found === null) return;
    const pictureId = recipe === null ? picture.id : await findPhoto(recipe);
    // An offer is about what is on the screen; whoever comes back to the picture is asked then.
    if (app.store.getState().currentPictureId !== picture.id) {
      looked.delete(picture.id);
      return;
    }
    if (recipe !== null) remember(found);
    offer(found, pictureId, recipe === null ? 'photo' : 'saved');
  }

  async function openFile(file: RecipeFile): Promise<void> {
    const { name, blob } = file;
    const { longestRecipeFile, parseRecipeFile } = await loadPart(() => import('../save/parseRecipe.ts'));
    const found = { name, recipe: parseRecipeFile(await blob.slice(0, longestRecipeFile + 1).text()) };
    remember(found);
    const pictureId = await findPhoto(found.recipe);
    const { pictures, recipeFile } = app.store.getState();
    // The photo may have come with it, and is looked at once it is there.
    const mayCome = pictures.some(({ status }) => status.phase === 'waiting' || status.phase === 'reading');
    if (recipeFile === file && (pictureId !== null || !mayCome)) offer(found, pictureId, 'recipe');
  }

  function remember(found: SavedPicture): void {
    saved = [...saved.slice(1 - mostSaved), found];
  }

  function offer({ name, recipe }: SavedPicture, pictureId: string | null, occasion: Occasion): void {
    const { actions, samples, store } = app;
    const link = decodeLink(recipe.view);
    const { sample } = link.view;
    const isHere =
      sample === null ? pictureId !== null : isSitePicture(sample) || samples.some(({ id }) => id === sample);
    const { engine } = store.getState();
    const isOtherModel = engine.phase === 'ready' && engine.info.model.id !== recipe.model.hash;
    const photo = quoted(recipe.picture.name);
    if (!isHere) {
      const next = sample === null ? ' Open that photo too, and you can see it as it was.' : '';
      actions.tell(`${quoted(name)} was saved by StrataCAM from ${photo}, which is not in it.${next}`);
      return;
    }
    const words = {
      saved: `This picture was saved by StrataCAM, from ${photo}.`,
      photo: `This is the photo that ${quoted(name)} was saved from by StrataCAM.`,
      recipe: `${quoted(name)} says how StrataCAM explained ${photo}.`,
    }[occasion];
    const warning = isOtherModel
      ? ` It was made with another model, “${short(recipe.model.title)}”, so the maps will differ.`
      : '';
    actions.offerView(words + warning, { link, pictureId });
  }

  /** The saved picture that a photo is the photo of. */
  async function savedFrom(photo: PictureEntry): Promise<SavedPicture | null> {
    for (const one of saved.toReversed()) if (await isPhotoOf(one.recipe, photo)) return one;
    return null;
  }

  async function findPhoto(recipe: Recipe): Promise<string | null> {
    for (const picture of app.store.getState().pictures)
      if (await isPhotoOf(recipe, picture)) return picture.id;
    return null;
  }

  async function isPhotoOf({ picture: meant }: Recipe, { id, status }: PictureEntry): Promise<boolean> {
    const mayBe =
      meant.sha256 !== null &&
      status.phase === 'ready' &&
      status.width === meant.width &&
      status.height === meant.height;
    return mayBe && (await pictureChecksum(app, id)) === meant.sha256;
  }

  const unsubscribe = app.store.subscribe((state, former) => {
    if (state.currentPictureId !== former.currentPictureId) app.actions.withdrawOffers();
    const { shown, currentPictureId, recipeFile } = state;
    if (recipeFile !== null && recipeFile !== former.recipeFile) {
      openFile(recipeFile).catch((thrown: unknown) =>
        app.actions.tellFailure(failureData(toFailure(thrown)), plainName(recipeFile.name)),
      );
    }
    if (shown === former.shown || shown === null || shown.pictureId !== currentPictureId) return;
    const picture = state.pictures.find(({ id }) => id === currentPictureId);
    if (!picture || unsaved.has(picture.origin) || looked.has(picture.id)) return;
    looked.add(picture.id);
    // A picture that cannot be read again, or holds what is no recipe, is a picture all the same.
    look(picture).catch((thrown: unknown) => {
      const failure = toFailure(thrown);
      if (failure.code === 'savedFileNewer') app.actions.tellFailure(failureData(failure), picture.name);
    });
  });
  return unsubscribe;
}

/** The recipe in a picture's file; null without one. Rejects where something else stands in its place. */
async function readRecipe({ pictureFile, store }: OfferingApp, pictureId: string): Promise<Recipe | null> {
  const status = store.getState().pictures.find(({ id }) => id === pictureId)?.status;
  const file = status?.phase === 'ready' && status.format === 'png' ? await pictureFile(pictureId) : null;
  if (!file || !(await file.slice(0, headBytes).text()).includes(recipeKeyword)) return null;
  const { readPngRecipe } = await import('../save/png/pngRecipe.ts');
  return readPngRecipe(new Uint8Array(await file.arrayBuffer()));
}

function quoted(name: string): string {
  return `“${short(name)}”`;
}

function short(text: string): string {
  const plain = plainName(text);
  return plain.length <= longestName ? plain : `${plain.slice(0, longestName - 1)}…`;
}
