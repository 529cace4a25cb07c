import { SNIFFED_BYTES, sniffFile } from '../image/sniff.ts';
import type { AppActions, IncomingPicture } from '../state/appState.ts';
import { videoOpener } from './video/videoOpener.ts';

type Taking = Pick<AppActions, 'addPictures' | 'openSequence' | 'openRecipe' | 'tell'>;

type Intake = 'picture' | 'video' | 'recipe';

/** Stands near the head of a recipe, and of statistics that carry one. */
const recipeFormat = '"stratacam-recipe"';

/**
 * Takes in files that were dropped, pasted, picked or handed over: pictures go to the tray, the first video is opened,
 * of others it is said that they were left out; a recipe is read. What is none of these goes the way of pictures, where
 * its owner hears why.
 */
export async function takeIn(files: readonly IncomingPicture[], actions: Taking): Promise<void> {
  const kinds = await Promise.all(files.map(intakeOf));
  const ofKind = (kind: Intake) => files.filter((_, index) => kinds[index] === kind);
  const pictures = ofKind('picture');
  if (pictures.length > 0) actions.addPictures(pictures);
  for (const recipe of ofKind('recipe')) actions.openRecipe(recipe);
  const [video, ...others] = ofKind('video');
  if (!video) return;
  actions.openSequence(videoOpener(video.blob, video.name));
  if (others.length === 0) return;
  const names = others.length === 1 ? others[0]!.name : `${others.length} other videos`;
  const were = others.length === 1 ? 'was' : 'were';
  actions.tell(`${names} ${were} left out: one video is opened at a time.`);
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
