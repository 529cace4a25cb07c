/** From what was dropped to files in memory, with archives opened. */
import { unpackZip } from './archive/zip.ts';
import { MAX_BYTES } from './limits.ts';
import type { ModelFile } from './modelSource.ts';
import { tooLarge } from './refuse.ts';
import { type FileKind, sniffModelFile } from './sniffModel.ts';

/** A `File` or `Blob` with a name is one. */
export interface OfferedFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface KnownFile extends ModelFile {
  readonly kind: FileKind;
}

/** Files that came together: loose ones, or the members of one archive. */
export interface Bundle {
  /** The archive's name; empty for loose files. */
  readonly name: string;
  readonly files: readonly KnownFile[];
}

/** Archives in archives: a `.keras` is one, and people pack it once more. */
const maxArchiveDepth = 3;
const maxFiles = 2000;

/**
 * Reads files into memory after the sum of their sizes has been checked.
 * @throws Failure `modelTooLarge`; whatever reading throws
 */
export async function loadOffered(files: readonly OfferedFile[]): Promise<ModelFile[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MAX_BYTES || files.length > maxFiles) {
    throw tooLarge(
      `The files have ${Math.round(size / 1e6)} MB together; ${Math.round(MAX_BYTES / 1e6)} MB can be read`,
    );
  }
  const loaded: ModelFile[] = [];
  for (const file of files) loaded.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  return loaded;
}

/**
 * Opens archives and says of every file what it is.
 * @throws Failure of {@link unpackZip}; `modelTooLarge` for archives in archives in archives
 */
export function bundleFiles(files: readonly ModelFile[]): Bundle[] {
  const bundles: Bundle[] = [];
  let unpackedBytes = 0;
  const add = (name: string, members: readonly ModelFile[], depth: number): void => {
    if (depth > maxArchiveDepth || bundles.length >= 100)
      throw tooLarge('There are archives in archives, too many to open');
    const known = members.map((file) => ({
      ...file,
      name: baseName(file.name),
      kind: sniffModelFile(file.bytes, file.name),
    }));
    bundles.push({ name, files: known.filter(({ kind }) => kind !== 'zip') });
    for (const file of known) {
      if (file.kind !== 'zip') continue;
      const unpacked = unpackZip(file.bytes, file.name);
      unpackedBytes += unpacked.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (unpackedBytes > MAX_BYTES) throw tooLarge('The archives unpack to more than can be read safely');
      add(file.name, unpacked, depth + 1);
    }
  };
  add(
    '',
    files.filter(({ name }) => !/(?:^|\/)(?:\._|\.DS_Store$)|(?:^|\/)__MACOSX\//u.test(name)),
    0,
  );
  return bundles.filter((bundle) => bundle.files.length > 0);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
