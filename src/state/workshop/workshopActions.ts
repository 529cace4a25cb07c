/** What the workshop can be asked for: types only. */
import type { LayersModelFiles } from '../../model/version/replaceHead.ts';
import type { WorkshopPicture, WorkshopSettings } from './workshopState.ts';

/** Everything returns at once and shows up in the state, except where a promise says otherwise. */
export interface WorkshopActions {
  /** Loads the bank and the shipped head, once; again after a failure. */
  open(): void;
  /** Undoable. */
  changeSettings(change: Partial<WorkshopSettings>): void;
  /** Adds labelled pictures to a set; those that are there already are left as they are. Undoable. */
  addPictures(pictures: readonly WorkshopPicture[]): void;
  /** Undoable. */
  removePicture(id: string): void;
  /** Trains with the settings; the new version is selected when it is there. */
  train(): Promise<void>;
  /** Trains all doses in five draws, the settings' draw first. */
  trainSeries(): Promise<void>;
  /** Ends what is running; what is done stays. */
  cancel(): void;
  /**
   * Makes a version of the same weights whose probabilities suit the held-out pictures.
   *
   * @throws Failure `tooFewPictures` where those determine no temperature
   */
  calibrate(id: string): Promise<void>;
  select(id: string): void;
  /** Undoable. */
  rename(id: string, name: string): void;
  /** Undoable. The shipped model stays. */
  remove(id: string): void;
  /** A version as a LayersModel: model.json and weights.bin. */
  exportModel(id: string): Promise<LayersModelFiles>;
  /** The recipe as a file's text; null for the shipped model. */
  exportRecipe(id: string): string | null;
  /**
   * Takes over what a recipe says and trains with it.
   *
   * @throws Failure `savedFileInvalid` for a file that is none, of another model, or with pictures that are not here
   */
  openRecipe(content: string): Promise<void>;
}
