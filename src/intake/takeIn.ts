import { SNIFFED_BYTES, sniffFile } from '../image/sniff.ts';
import { plainName } from '../lib/plainName.ts';
import type { AppActions } from '../state/explain/appState.ts';
import type { IncomingPicture } from '../state/shell/incoming.ts';
import { videoOpener } from './video/videoOpener.ts';

type Taking = Pick<AppActions, 'addPictures' | 'openSequence' | 'openRecipe' | 'tell'>;

type Intake = 'picture' | 'video' | 'recipe';

/** Stands near the head of a recipe, and of statistics that carry one. */
const recipeFormat = '"stratacam-recipe"';

/**
 * Takes in files that were dropped, pasted, picked or handed over: pictures go to the tray, the first video and the first
 * recipe are opened, and of others it is said that they were left out. What is none of these goes the way of pictures,
 * where its owner hears why.
 */
export async function takeIn(files: readonly IncomingPicture[], actions: Taking): Promise<void> {
  const kinds = await Promise.all(files.map(intakeOf));
  const ofKind = (kind: Intake) => files.filter((_, index) => kinds[index] === kind);
  const pictures = ofKind('picture');
  if (pictures.length > 0) actions.addPictures(pictures);
  const [recipe, ...otherRecipes] = ofKind('recipe');
  if (recipe) actions.openRecipe(recipe);
  const [video, ...otherVideos] = ofKind('video');
  if (video) actions.openSequence(videoOpener(video.blob, plainName(video.name)));
  const left = { recipe: otherRecipes, video: otherVideos };
  for (const kind of ['recipe', 'video'] as const) {
    if (left[kind].length > 0) actions.tell(leftOut(kind, left[kind]));
  }
}

function leftOut(kind: 'recipe' | 'video', files: readonly IncomingPicture[]): string {
  const names =
    files.length === 1 ? `${plainName(files[0]!.name)} was` : `${files.length} other ${kind}s were`;
  return `${names} left out: one ${kind} is opened at a time.`;
}

/** By its first bytes, unless the system takes it for a picture: folders may have thousands of those. */
async function intakeOf({ blob }: IncomingPicture): Promise<Intake> {
  if (blob.type.startsWith('image/')) return 'picture';
  try {
    const head = new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer());
    const { kind, type } = sniffFile(head);
    if (kind === 'video') return 'video';
    return type === 'JSON' && new TextDecoder().decode(head).includes(recipeFormat) ? 'recipe' : 'picture';
  } catch {
    // It is gone: the picture reader says so.
    return 'picture';
  }
}
