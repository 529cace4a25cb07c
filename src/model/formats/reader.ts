/** What every reader is given, and what it gives. */
import type { JsonObject, ModelFile, ModelSource } from './modelSource.ts';

export interface ReadContext {
  /** All files of the drop; those of the same archive first. */
  readonly files: readonly ModelFile[];
  /** The side that is assumed where the file leaves the picture's size open. */
  readonly assumedSide: number;
  /** The output to explain; without it the first one. */
  readonly output: string | undefined;
}

/** A network that was checked from its input to its output. */
export type BuiltNetwork = Pick<ModelSource, 'topology' | 'weights' | 'outline' | 'openSize' | 'outputs'>;

/** A network with what its own file tells of it. */
export interface ReadNetwork extends BuiltNetwork {
  readonly format: ModelSource['format'];
  /** The file's own name for the model; may be empty. */
  readonly name: string;
  readonly containers: readonly string[];
  readonly metadata: JsonObject | null;
}
