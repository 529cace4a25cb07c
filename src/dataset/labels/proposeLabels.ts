/** A first guess at every picture's label, as a short table that a person can correct. */
import { createFindClass, type FindClass } from './classWords.ts';
import { type LabelTable, matchTable, type TableEntry } from './labelTable.ts';
import { baseName, pathSegments } from './normaliseName.ts';
import { type Breed, breedOf, fewestBreeds } from './oxfordBreeds.ts';
import { type Split, splitOf } from './splitOf.ts';

/** How a picture's label was found, in the order in which it is tried. */
export type LabelRule = 'table' | 'folder' | 'breed' | 'fileName' | 'unknown';

/** All pictures whose label follows from one and the same name. */
export interface LabelPattern {
  /** Unlike every other pattern's. */
  readonly key: string;
  readonly rule: LabelRule;
  /** What is written there: a table's label, a folder, the beginning of a file's name, a breed. */
  readonly name: string;
  /** What is proposed; null asks. */
  readonly classIndex: number | null;
  /** False where the class is one word of the name among others: "my cat album". */
  readonly isSure: boolean;
  /** Indices of the pictures, in their order. */
  readonly pictures: readonly number[];
}

export interface LabelProposal {
  /** The largest first; what has no class yet last. */
  readonly patterns: readonly LabelPattern[];
  readonly splits: readonly (Split | null)[];
  /** Lines of tables that are about no picture. */
  readonly unmatchedLines: number;
}

/**
 * For each picture the first rule that applies: a table; the deepest folder that names a class; a breed of Oxford-IIIT
 * Pet, where there are at least five; a file name that begins with a class. Other pictures are gathered by their folder
 * and have no class until somebody gives that folder one: `0/`, `1/`.
 *
 * @param paths with `/` between segments, in any order.
 * @param labels of the model, by class index.
 */
export function proposeLabels(
  paths: readonly string[],
  labels: readonly string[],
  tables: readonly LabelTable[] = [],
): LabelProposal {
  const findClass = createFindClass(labels);
  const inTables = matchTables(tables, paths);
  const patterns = new Map<string, { pattern: Omit<LabelPattern, 'pictures'>; pictures: number[] }>();
  const breeds = new Set(paths.flatMap((path) => breedOf(path)?.name ?? []));
  const readsBreeds = breeds.size >= fewestBreeds;
  paths.forEach((path, index) => {
    const pattern =
      fromTable(inTables.entries[index] ?? null, findClass, labels) ??
      fromFolder(path, findClass) ??
      (readsBreeds ? fromBreed(breedOf(path), findClass) : null) ??
      fromFileName(path, findClass) ??
      unknown(path);
    const group = patterns.get(pattern.key) ?? { pattern, pictures: [] };
    patterns.set(pattern.key, group);
    group.pictures.push(index);
  });
  return {
    patterns: [...patterns.values()]
      .map(({ pattern, pictures }) => ({ ...pattern, pictures }))
      .sort(
        (a, b) =>
          Number(a.classIndex === null) - Number(b.classIndex === null) ||
          b.pictures.length - a.pictures.length ||
          (a.key < b.key ? -1 : 1),
      ),
    splits: paths.map((path, index) => inTables.entries[index]?.split ?? splitOf(path)),
    unmatchedLines: inTables.unmatchedLines,
  };
}

/**
 * The label of every picture: what is proposed, but for patterns that somebody gave another class.
 *
 * @param chosen class index, or null for no label, by the pattern's key.
 * @returns one class index per picture, −1 for none.
 */
export function applyLabels(
  { patterns, splits }: LabelProposal,
  chosen: ReadonlyMap<string, number | null> = new Map(),
): Int32Array {
  const found = new Int32Array(splits.length).fill(-1);
  for (const { key, classIndex, pictures } of patterns) {
    const choice = chosen.get(key);
    const label = choice === undefined ? classIndex : choice;
    for (const picture of pictures) found[picture] = label ?? -1;
  }
  return found;
}

type Pattern = Omit<LabelPattern, 'pictures'>;

/** Tables are asked in turn; the first that names a picture has it. */
function matchTables(tables: readonly LabelTable[], paths: readonly string[]) {
  const entries = new Array<TableEntry | null>(paths.length).fill(null);
  let unmatchedLines = 0;
  for (const table of tables) {
    const match = matchTable(table, paths);
    unmatchedLines += match.unmatchedLines;
    match.entries.forEach((entry, index) => {
      entries[index] ??= entry;
    });
  }
  return { entries, unmatchedLines };
}

function fromTable(
  entry: TableEntry | null,
  findClass: FindClass,
  labels: readonly string[],
): Pattern | null {
  const name = entry?.label ?? null;
  if (name === null) return null;
  const exact = labels.indexOf(name);
  const found = exact >= 0 ? { classIndex: exact, isExact: true } : findClass(name);
  return pattern('table', name, found?.classIndex ?? null, found?.isExact ?? false);
}

function fromFolder(path: string, findClass: FindClass): Pattern | null {
  const folders = pathSegments(path).slice(0, -1);
  for (const name of folders.toReversed()) {
    const found = findClass(name);
    if (found) return pattern('folder', name, found.classIndex, found.isExact);
  }
  return null;
}

function fromBreed(breed: Breed | null, findClass: FindClass): Pattern | null {
  const found = breed && findClass(breed.species);
  return found ? pattern('breed', breed.name, found.classIndex, true) : null;
}

/** The words before the first digit or full stop: `cat.123`, `dog_456`, `Golden Retriever (3)`. */
function fromFileName(path: string, findClass: FindClass): Pattern | null {
  const name = /^[^\d.(]+/u.exec(baseName(path))?.[0].replace(/[\s_-]+$/u, '') ?? '';
  const whole = findClass(name);
  // "dog and cat" names neither.
  if (whole === null) return null;
  const first = /^[\p{L}\p{M}]+/u.exec(name)?.[0] ?? name;
  if (whole.isExact) return pattern('fileName', name, whole.classIndex, true);
  const begins = findClass(first);
  return begins?.isExact ? pattern('fileName', first, begins.classIndex, false) : null;
}

function unknown(path: string): Pattern {
  return pattern('unknown', pathSegments(path).slice(0, -1).join('/'), null, false);
}

function pattern(rule: LabelRule, name: string, classIndex: number | null, isSure: boolean): Pattern {
  return { key: `${rule} ${name}`, rule, name, classIndex, isSure };
}
