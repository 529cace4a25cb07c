import type { FailureData } from '../../lib/failure.ts';

/** A file of a set, opened when its turn comes. */
export interface DataSetFile {
  /** With `/` between segments, from the folder that was chosen. */
  readonly path: string;
  open(): Promise<Blob>;
}

/** A file or folder that could not even be listed. */
export interface UnlistedFile {
  readonly path: string;
  readonly problem: FailureData;
}

/** What whoever walks a folder, a list of files or an archive finds. */
export type ListedFile = DataSetFile | UnlistedFile;
