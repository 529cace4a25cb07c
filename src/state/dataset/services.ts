/** What a data set needs of its surroundings: types only. The shell gives it; tests give fakes. */
import type { Engine, ModelInfo } from '../../engine/api.ts';
import type { RgbPixels } from '../../image/pixels.ts';

export interface DataSetServices {
  /** The engine's survey, in the lane for bulk work: what a person asks for comes before the next picture. */
  readonly survey: Engine['survey'];
  /**
   * The model that is asked, as soon as it answers; called again after a loss. Rejects with the failure that says why
   * there is none.
   */
  whenModelReady(signal: AbortSignal): Promise<ModelInfo>;
  /** A file as the model sees it. Rejects with a `picture…` failure that says what is wrong with it. */
  readPicture(file: Blob, model: ModelInfo, signal: AbortSignal): Promise<SetPicture>;
  /** A clock in milliseconds. */
  now(): number;
  /** Resolves when the page has had time for other things. */
  breathe(): Promise<void>;
}

/** One picture that was read. */
export interface SetPicture {
  readonly input: RgbPixels;
  /** Upright size of the photo, in its own pixels. */
  readonly width: number;
  readonly height: number;
  /** A small picture for the gallery; null where none was made. */
  readonly thumbnail: Blob | null;
}
