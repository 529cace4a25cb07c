import { SNIFFED_BYTES, sniffFile } from '../image/sniff.ts';
import type { AppActions, IncomingPicture } from '../state/appState.ts';
import { videoOpener } from './video/videoOpener.ts';

type Taking = Pick<AppActions, 'addPictures' | 'openSequence' | 'tell'>;

/**
 * Takes in files that were dropped, pasted, picked or handed over: pictures go to the tray, the first video is opened,
 * of others it is said that they were left out. What is neither goes the way of pictures, where its owner hears why.
 */
export async function takeIn(files: readonly IncomingPicture[], actions: Taking): Promise<void> {
  const areVideos = await Promise.all(files.map(isVideo));
  const pictures = files.filter((_, index) => !areVideos[index]);
  const [video, ...others] = files.filter((_, index) => areVideos[index]);
  if (pictures.length > 0) actions.addPictures(pictures);
  if (!video) return;
  actions.openSequence(videoOpener(video.blob, video.name));
  if (others.length === 0) return;
  const names = others.length === 1 ? others[0]!.name : `${others.length} other videos`;
  const were = others.length === 1 ? 'was' : 'were';
  actions.tell(`${names} ${were} left out: one video is opened at a time.`);
}

/** By its first bytes, unless the system takes it for a picture: folders may have thousands of those. */
async function isVideo({ blob }: IncomingPicture): Promise<boolean> {
  if (blob.type.startsWith('image/')) return false;
  try {
    const head = await blob.slice(0, SNIFFED_BYTES).arrayBuffer();
    return sniffFile(new Uint8Array(head)).kind === 'video';
  } catch {
    // It is gone: the picture reader says so.
    return false;
  }
}
