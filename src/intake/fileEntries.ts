/** The entries of a dropped folder, as promises. */

/** More than any folder that is meant for this page has. */
const mostEntries = 20_000;

/** Browsers hand out at most a hundred entries at a time; an empty batch ends the folder. */
export async function readAllEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const entries: FileSystemEntry[] = [];
  while (entries.length < mostEntries) {
    const batch = await new Promise<FileSystemEntry[]>((resolve) =>
      // A folder that may not be read counts as empty; the rest of the drop goes on.
      reader.readEntries(resolve, () => resolve([])),
    );
    if (batch.length === 0) break;
    entries.push(...batch);
  }
  return entries;
}

export function readFile(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

export function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

export function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
