/** Labels from a table beside the pictures. */
import { readCsv } from '../../lib/readCsv.ts';
import { baseName, normaliseName, pathSegments } from './normaliseName.ts';
import { type Split, splitNamed } from './splitOf.ts';

const fileColumns = [
  'file',
  'filename',
  'file name',
  'image',
  'images',
  'img',
  'path',
  'filepath',
  'file path',
  'picture',
  'photo',
  'id',
  'image id',
  'name',
];
const labelColumns = ['label', 'labels', 'class', 'classes', 'category', 'target', 'y', 'species'];
const splitColumns = ['split', 'subset', 'fold', 'set', 'partition'];

const pictureEnding = /\.(?:jpe?g|jfif|png|gif|webp|bmp|avif|hei[cf]|tiff?)$/iu;

/** One line that names a file. */
export interface TableEntry {
  readonly file: string;
  /** As written; for columns of 0 and 1 the name of the column with the 1. Null for an empty cell. */
  readonly label: string | null;
  readonly split: Split | null;
}

export interface LabelTable {
  /** Path of the table. */
  readonly path: string;
  readonly entries: readonly TableEntry[];
}

/**
 * Reads a table with a column of file names and one of labels, found by their heads (`file`, `image`, `path`, `id` …;
 * `label`, `class`, `category` …), or with one column of 0 and 1 per class, or without a head: then files are in the
 * first column whose first cell has an ending, and labels in the next.
 *
 * @returns null for a table without a column of files, and for one that has nothing to say of them.
 */
export function readLabelTable(path: string, text: string): LabelTable | null {
  const rows = readCsv(text);
  const [head] = rows;
  if (head === undefined) return null;
  const names = head.map(normaliseName);
  const columnOf = (wanted: readonly string[]) =>
    wanted.map((name) => names.indexOf(name)).find((column) => column >= 0) ?? null;
  const headless = head.findIndex((cell) => pictureEnding.test(cell.trim()));
  const fileColumn = headless >= 0 ? headless : columnOf(fileColumns);
  if (fileColumn === null) return null;
  const body = headless >= 0 ? rows : rows.slice(1);
  const labelColumn = headless >= 0 ? headless + 1 : columnOf(labelColumns);
  const splitColumn = headless >= 0 ? null : columnOf(splitColumns);
  const oneHot = labelColumn === null ? oneHotColumns(body, fileColumn) : [];
  if (labelColumn === null && oneHot.length === 0 && splitColumn === null) return null;
  const entries = body.flatMap((row): TableEntry[] => {
    const file = row[fileColumn]?.trim() ?? '';
    if (file === '') return [];
    const label = labelColumn === null ? nameOfOne(row, oneHot, head) : (row[labelColumn] ?? '').trim();
    const split = splitColumn === null ? null : splitNamed(row[splitColumn] ?? '');
    return [{ file, label: label === '' ? null : label, split }];
  });
  return { path, entries };
}

/** The head of the one column with a 1; empty for none or several. */
function nameOfOne(row: readonly string[], columns: readonly number[], head: readonly string[]): string {
  const [first, second] = columns.filter((column) => Number(row[column]) === 1);
  return first === undefined || second !== undefined ? '' : (head[first] ?? '').trim();
}

/** Columns that hold nothing but 0 and 1, at least two of them. */
function oneHotColumns(body: readonly (readonly string[])[], fileColumn: number): readonly number[] {
  const width = Math.max(0, ...body.map((row) => row.length));
  const isBinary = (column: number) =>
    body.every((row) => /^[01](?:\.0*)?$/u.test((row[column] ?? '').trim()));
  const columns = Array.from({ length: width }, (_, column) => column).filter(
    (column) => column !== fileColumn && isBinary(column),
  );
  return columns.length >= 2 ? columns : [];
}

export interface TableMatch {
  /** The entry of each picture, in the pictures' order; null where the table does not name it. */
  readonly entries: readonly (TableEntry | null)[];
  /** Lines that name no picture, or one of several of that name. */
  readonly unmatchedLines: number;
}

/**
 * Which line is about which picture: by the path from the table's folder, else by the end of the path, else by the file's
 * name, else by that without its ending. A name that several pictures have says nothing of any of them.
 */
export function matchTable({ path, entries }: LabelTable, pictures: readonly string[]): TableMatch {
  const folder = pathSegments(path).slice(0, -1);
  const byTail = indexTails(pictures);
  const matched = new Array<TableEntry | null>(pictures.length).fill(null);
  let unmatchedLines = 0;
  for (const entry of entries) {
    const file = pathSegments(entry.file);
    const tails = [
      ['', ...folder, ...file].join('/'),
      file.join('/'),
      file.at(-1) ?? '',
      // An id without an ending may have a dot of its own.
      `${file.at(-1) ?? ''}.`,
      `${baseName(entry.file)}.`,
    ];
    const found = tails.map((tail) => byTail.get(tail)).find((index) => index !== undefined && index >= 0);
    if (found === undefined) unmatchedLines += 1;
    else matched[found] = entry;
  }
  return { entries: matched, unmatchedLines };
}

const ambiguous = -1;

/** Every end of every path, the whole one with a slash before it, and file names without their endings, with a dot. */
function indexTails(pictures: readonly string[]): ReadonlyMap<string, number> {
  const byTail = new Map<string, number>();
  const add = (tail: string, index: number) => byTail.set(tail, byTail.has(tail) ? ambiguous : index);
  pictures.forEach((picture, index) => {
    const segments = pathSegments(picture);
    segments.forEach((_, start) => {
      add(segments.slice(start).join('/'), index);
    });
    add(['', ...segments].join('/'), index);
    add(`${baseName(picture)}.`, index);
  });
  return byTail;
}
