/** Every file of a folder with its path, for a data set: labels may be in the folders' names or in a table. */
import type { ListedFile } from '../state/dataset/listedFile.ts';
import { isDirectory, isFile, readAllEntries } from './fileEntries.ts';
import type { DroppedItems } from './readDrop.ts';

/** What was dropped or chosen, with a name for all of it. */
export interface FolderListing {
  /** The folder's name, or how many files there are. */
  readonly name: string;
  readonly files: AsyncIterable<ListedFile> | Iterable<ListedFile>;
}

const deepestFolder = 12;

/**
 * Lists a drop, folder by folder, while it is walked. Folders more than twelve deep are listed as a problem.
 *
 * Must be called inside the drop handler: the transfer is empty as soon as the handler returns.
 */
export function listDrop({ items }: DroppedItems): FolderListing {
  const roots = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const [first] = roots;
  const isOneFolder = roots.length === 1 && first?.entry?.isDirectory === true;
  return {
    name: isOneFolder ? (first.entry?.name ?? '') : countFiles(roots.length),
    files: walkRoots(roots),
  };
}

/** Lists what a chooser for files or folders gave. */
export function listPicked(files: readonly File[]): FolderListing {
  const paths = files.map((file) => (file.webkitRelativePath === '' ? file.name : file.webkitRelativePath));
  const [first = ''] = paths;
  const isFolder = first.includes('/');
  return {
    name: isFolder ? first.slice(0, first.indexOf('/')) : countFiles(files.length),
    files: files.map((file, index) => ({ path: paths[index] ?? file.name, open: async () => file })),
  };
}

async function* walkRoots(
  roots: readonly { readonly entry: FileSystemEntry | null; readonly file: File | null }[],
): AsyncGenerator<ListedFile> {
  for (const { entry, file } of roots) {
    if (entry && isDirectory(entry)) yield* walk(entry, entry.name, 1);
    else if (file) yield { path: file.name, open: async () => file };
  }
}

async function* walk(
  directory: FileSystemDirectoryEntry,
  path: string,
  depth: number,
): AsyncGenerator<ListedFile> {
  if (depth > deepestFolder) {
    yield { path, problem: { code: 'pictureUnreachable', message: 'too many folders deep', details: {} } };
    return;
  }
  for (const entry of await readAllEntries(directory.createReader())) {
    const entryPath = `${path}/${entry.name}`;
    if (isDirectory(entry)) yield* walk(entry, entryPath, depth + 1);
    else if (isFile(entry)) yield { path: entryPath, open: () => openEntry(entry) };
  }
}

function openEntry(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function countFiles(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
