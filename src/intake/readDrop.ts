import type { IncomingPicture } from '../state/shell/incoming.ts';
import { isDirectory, isFile, readAllEntries, readFile } from './fileEntries.ts';

const mostFiles = 20_000;
const deepestFolder = 8;
/** Files that systems leave in folders and people never mean. */
const systemFiles = /^(\.|Thumbs\.db$|desktop\.ini$|__MACOSX$)/;

/** The part of a DataTransfer that is read. */
export interface DroppedItems {
  readonly items: ArrayLike<Pick<DataTransferItem, 'kind' | 'webkitGetAsEntry' | 'getAsFile'>>;
}

/**
 * The files of a drop; folders are walked, in the order of their names, down to eight levels and 20,000
 * files. Of a folder only what may be a picture is taken; a file that was dropped itself is taken as it
 * is, so that its owner hears what is wrong with it.
 *
 * Must be called inside the drop handler: the transfer is empty as soon as the handler returns.
 */
export function readDrop({ items }: DroppedItems): Promise<IncomingPicture[]> {
  const roots = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return collect(roots);
}

async function collect(
  roots: readonly { readonly entry: FileSystemEntry | null; readonly file: File | null }[],
): Promise<IncomingPicture[]> {
  const pictures: IncomingPicture[] = [];
  for (const { entry, file } of roots) {
    if (entry && isDirectory(entry)) await walk(entry, 1, pictures);
    else if (file) pictures.push(dropped(file));
  }
  return pictures.slice(0, mostFiles);
}

async function walk(
  directory: FileSystemDirectoryEntry,
  depth: number,
  pictures: IncomingPicture[],
): Promise<void> {
  if (depth > deepestFolder) return;
  const entries = await readAllEntries(directory.createReader());
  entries.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  for (const entry of entries) {
    if (pictures.length >= mostFiles) return;
    if (systemFiles.test(entry.name)) continue;
    if (isDirectory(entry)) await walk(entry, depth + 1, pictures);
    else if (isFile(entry)) {
      const file = await readFile(entry);
      if (file && mayBePicture(file)) pictures.push(dropped(file));
    }
  }
}

/** By the type that the system derives from the name; a file of unknown type is given a chance. */
function mayBePicture({ type }: File): boolean {
  return type === '' || type.startsWith('image/');
}

function dropped(file: File): IncomingPicture {
  return { name: file.name, blob: file, origin: 'drop' };
}
