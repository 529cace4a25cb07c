/** What the files of a folder are, by their paths alone. What a picture really is, only reading it tells. */
import { normaliseName, pathSegments } from '../labels/normaliseName.ts';
import { matchMasks } from './matchMasks.ts';

export type LeftOutReason =
  /** A name or folder with a dot before it, which systems hide. */
  | 'hidden'
  /** Written by an operating system or a program for itself. */
  | 'system'
  /** A mask whose picture is not there. */
  | 'maskWithoutPicture'
  /** A text, an archive or data of a program. */
  | 'noPicture';

export interface SortedFiles {
  /** Indices of pictures, and of everything that could be one: content decides, not a file's ending. */
  readonly pictures: readonly number[];
  /** Indices of tables. */
  readonly tables: readonly number[];
  /** The mask of a picture, both by index. */
  readonly masks: ReadonlyMap<number, number>;
  readonly leftOut: readonly { readonly index: number; readonly reason: LeftOutReason }[];
}

const systemNames = new Set([
  ...[
    '__macosx',
    'thumbs.db',
    'desktop.ini',
    'system volume information',
    '$recycle.bin',
    '@eadir',
    'icon\r',
  ],
  ...['__pycache__', 'ehthumbs.db', 'lost+found', 'picasa.ini'],
]);
const tableEnding = /\.(?:csv|tsv)$/iu;
const otherEnding =
  /\.(?:txt|md|pdf|docx?|xlsx?|json|xml|ya?ml|html?|py|ipynb|m|mat|npy|npz|pkl|h5|tfrecord|zip|gz|tar|7z|rar|db|exe)$/iu;
const maskFolders = new Set(['mask', 'masks', 'trimap', 'trimaps', 'segmentation', 'segmentations']);

/** @param paths with `/` between segments. */
export function sortFiles(paths: readonly string[]): SortedFiles {
  const pictures: number[] = [];
  const tables: number[] = [];
  const possibleMasks: number[] = [];
  const leftOut: { index: number; reason: LeftOutReason }[] = [];
  paths.forEach((path, index) => {
    const segments = pathSegments(path);
    if (segments.some((segment) => systemNames.has(segment.toLowerCase())))
      leftOut.push({ index, reason: 'system' });
    else if (segments.some((segment) => segment.startsWith('.'))) leftOut.push({ index, reason: 'hidden' });
    else if (tableEnding.test(path)) tables.push(index);
    else if (otherEnding.test(path)) leftOut.push({ index, reason: 'noPicture' });
    else if (isMaskPath(segments)) possibleMasks.push(index);
    else pictures.push(index);
  });
  const { masks, unmatched } = matchMasks(paths, pictures, possibleMasks);
  for (const index of unmatched) leftOut.push({ index, reason: 'maskWithoutPicture' });
  // A folder called "masks" that no picture is beside holds the pictures themselves.
  if (masks.size === 0 && pictures.length === 0) {
    const found = leftOut.filter(({ reason }) => reason === 'maskWithoutPicture');
    return {
      pictures: found.map(({ index }) => index),
      tables,
      masks,
      leftOut: leftOut.filter((file) => !found.includes(file)),
    };
  }
  return { pictures, tables, masks, leftOut: leftOut.sort((a, b) => a.index - b.index) };
}

function isMaskPath(segments: readonly string[]): boolean {
  const folders = segments.slice(0, -1).map(normaliseName);
  return (
    folders.some((folder) => maskFolders.has(folder)) || /[._-]mask\.[^.]+$/iu.test(segments.at(-1) ?? '')
  );
}
