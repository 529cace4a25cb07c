/** From a walk through files to pictures with proposed labels. */
import { type LabelTable, readLabelTable } from '../../dataset/labels/labelTable.ts';
import { type LabelProposal, proposeLabels } from '../../dataset/labels/proposeLabels.ts';
import { sortFiles } from '../../dataset/manifest/sortFiles.ts';
import type { DataSetFile, ListedFile } from './listedFile.ts';
import type { FileProblem } from './status.ts';

/** The files of a set, sorted. */
export interface ListedSet {
  readonly pictures: readonly DataSetFile[];
  /** The mask of a picture, by the picture's index. */
  readonly masks: ReadonlyMap<number, DataSetFile>;
  readonly proposal: LabelProposal;
  /** Files that are no pictures of the set, and those that could not be listed or, being tables, read. */
  readonly problems: readonly FileProblem[];
}

/** @param tell how many files were found so far, after each. */
export async function listFiles(
  found: AsyncIterable<ListedFile> | Iterable<ListedFile>,
  classes: readonly string[],
  signal: AbortSignal,
  tell: (count: number) => void,
): Promise<ListedSet> {
  const files: DataSetFile[] = [];
  const problems: FileProblem[] = [];
  for await (const file of found) {
    if (signal.aborted) break;
    if ('problem' in file) problems.push(file);
    else files.push(file);
    tell(files.length + problems.length);
  }
  // Walks differ from browser to browser; a set's order should not.
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const sorted = sortFiles(files.map(({ path }) => path));
  for (const { index, reason } of sorted.leftOut)
    problems.push({ path: files[index]!.path, leftOut: reason });
  const tables = await readTables(
    sorted.tables.map((index) => files[index]!),
    problems,
  );
  const pictures = sorted.pictures.map((index) => files[index]!);
  const masks = new Map<number, DataSetFile>();
  sorted.pictures.forEach((index, picture) => {
    const mask = sorted.masks.get(index);
    if (mask !== undefined) masks.set(picture, files[mask]!);
  });
  const proposal = proposeLabels(
    pictures.map(({ path }) => path),
    classes,
    tables,
  );
  return { pictures, masks, proposal, problems };
}

async function readTables(
  files: readonly DataSetFile[],
  problems: FileProblem[],
): Promise<readonly LabelTable[]> {
  const tables: LabelTable[] = [];
  for (const file of files) {
    try {
      const table = readLabelTable(file.path, await (await file.open()).text());
      if (table) tables.push(table);
      else problems.push({ path: file.path, leftOut: 'noPicture' });
    } catch (thrown) {
      const message = String(thrown);
      problems.push({ path: file.path, problem: { code: 'pictureUnreachable', message, details: {} } });
    }
  }
  return tables;
}
