/** The whole way from dropped files to a network with its sheet: what the model reader's worker does. */
import type { RgbPixels } from '../../image/pixels.ts';
import { resampleBilinear } from '../../image/resample/resample.ts';
import type { ModelSource } from '../formats/modelSource.ts';
import { loadOffered, type OfferedFile } from '../formats/openFiles.ts';
import { type ReadOptions, readModel } from '../formats/readModel.ts';
import { guessSheet } from './guessSheet.ts';
import type { ModelSheet } from './modelSheet.ts';

export interface ReadModelParams {
  /** `File`s of a drop are such; only names, sizes and bytes are asked for. */
  readonly files: readonly OfferedFile[];
  readonly options?: ReadOptions;
  /** A few ordinary photos of any size, for the statistics that tell the range. */
  readonly samples?: readonly RgbPixels[];
}

export interface ReadModelResult {
  readonly source: ModelSource;
  readonly sheet: ModelSheet;
}

/** The model reader's methods. Rejects with a `model…` failure that says what was wrong. */
export interface ModelReaderMethods {
  read: { params: ReadModelParams; result: ReadModelResult; event: never };
}

/** @throws Failure of `readModel` and `guessSheet` */
export async function readWithSheet({
  files,
  options,
  samples = [],
}: ReadModelParams): Promise<ReadModelResult> {
  const source = readModel(await loadOffered(files), options);
  const [height = 0, width = 0] = source.outline[0]?.shape ?? [];
  const sized = samples.map((photo) => {
    const whole = { x: 0, y: 0, width: photo.width, height: photo.height };
    return resampleBilinear(photo, whole, width, height);
  });
  return { source, sheet: guessSheet(source, sized) };
}
