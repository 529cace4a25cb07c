/**
 * The shape of the application's state: types only. What the user asked for (`view`) is kept apart from
 * what the visible maps were made with (`shown`); while they differ the screen says "updating".
 * Arrays and bitmaps are not state: they live in the caches, under the keys kept here.
 */

import type { Stroke } from '../../cam/region/regionStrokes.ts';
import type { Prediction } from '../../engine/api.ts';
import type { PhotoRegion } from '../../image/pixels.ts';
import type { FailureData } from '../../lib/failure.ts';
import type { EngineStatus } from '../shell/engine/engineStatus.ts';
import type { IncomingPicture, RecipeFile } from '../shell/incoming.ts';
import type { ViewOffer } from './address/viewOffer.ts';
import type { Notice } from './notice.ts';
import type { PictureEntry } from './pictures/pictureEntry.ts';
import type { DerivationStatus } from './runs/derivationStatus.ts';
import type { RunStatus, ShownRun } from './runs/runStatus.ts';
import type { SequenceActions, SequenceStatus } from './sequence/sequenceStatus.ts';
import type { VideoTimeline } from './sequence/videoTimeline.ts';
import type { CurvesStatus } from './trials/curvesStatus.ts';
import type { StageSource, View } from './view/view.ts';

/**
 * A picture of the user's that is meant but not here: a link is about one that its sender kept to themselves, or the page
 * was loaded again, or left it behind.
 */
export type AbsentPicture = 'unsent' | 'forgotten';

export interface AppState {
  readonly engine: EngineStatus;
  /** The engine has owed an answer for some seconds; it is given up only after more of them. */
  readonly engineSilent: boolean;
  readonly pictures: readonly PictureEntry[];
  readonly currentPictureId: string | null;
  /** Why there is no current picture, where one is meant: see {@link AbsentPicture}. Null otherwise. */
  readonly absentPicture: AbsentPicture | null;
  /** A prediction may arrive before the maps do; while a crate is moved it is of one the hand has just left. */
  readonly earlyPrediction: { readonly pictureId: string; readonly prediction: Prediction } | null;
  /** Behind a crate: what the model says of the same picture without it, once that is known. */
  readonly uncrated: Prediction | null;
  readonly run: RunStatus;
  readonly shown: ShownRun | null;
  readonly derivation: DerivationStatus;
  /** Deletion and insertion curves of a map on the screen. */
  readonly curves: CurvesStatus;
  /** The boxes that the user drew, by picture, in the photos' own pixels. */
  readonly boxes: Readonly<Record<string, PhotoRegion>>;
  /** What was painted into and out of the hot region, by picture, in order. */
  readonly strokes: Readonly<Record<string, readonly Stroke[]>>;
  readonly view: View;
  readonly playing: boolean;
  /** Frames of a camera or a video, explained one after another. */
  readonly sequence: SequenceStatus;
  /** What the model said along the open video; null without one. */
  readonly timeline: VideoTimeline | null;
  /** The latest file that was opened as a recipe on its own; whoever reads recipes says what comes of it. */
  readonly recipeFile: RecipeFile | null;
  /** True until the first-visit animation has played or was interrupted. */
  readonly introducing: boolean;
  readonly notices: readonly Notice[];
}

/** Everything the interface may ask for; each returns at once and shows up in the state. */
export interface AppActions extends SequenceActions {
  addPictures(incoming: readonly IncomingPicture[]): void;
  openRecipe(file: RecipeFile): void;
  openSample(sampleId: string): void;
  selectPicture(pictureId: string): void;
  /** Undoable. */
  removePicture(pictureId: string): void;
  /**
   * Merges into the view; undoable (rapid changes of one property count as one). Moving between layers or
   * pictures is navigation and is not undone.
   */
  setView(change: Partial<View>): void;
  /** Moves by `count` layers within the layer set, stopping at the ends. */
  stepLayer(count: number): void;
  /** Moves to the first layer of the next or previous block within the set. */
  stepBlock(direction: 1 | -1): void;
  /** To a position within the layer set, clamped. */
  goToPosition(position: number): void;
  /**
   * Draws a box on the shown picture, whose evidence is then measured, or takes it away. Cut to the photo; one
   * without area is none. Undoable.
   */
  setBox(box: PhotoRegion | null): void;
  /** Adds to the hot region of the shown picture, or takes from it. Undoable. */
  addStroke(stroke: Stroke): void;
  /** Takes all strokes off the shown picture. Undoable. */
  clearStrokes(): void;
  /** Computes the chosen method for the current layer, where it is too slow to be computed unasked. */
  deriveLayer(): void;
  /** Measures deletion and insertion curves of what a stage shows, and of three baselines. */
  measureCurves(source: StageSource): void;
  cancelCurves(): void;
  play(): void;
  pause(): void;
  cancelWork(): void;
  /** Redoes what failed: the run, or the engine's start. */
  retry(): void;
  undo(): void;
  redo(): void;
  /** Shows a short message that goes by itself. */
  tell(text: string): void;
  /** Says what is wrong with a file, until that is dismissed. */
  tellFailure(failure: FailureData, subject: string): void;
  /** Asks in words that stay until they are dismissed whether to open files. */
  askToOpen(text: string, files: readonly IncomingPicture[]): void;
  /** Offers a view in words that stay until they are dismissed or another offer is made. */
  offerView(text: string, offer: ViewOffer): void;
  /** Shows what a notice offers. Undoable. */
  takeOffer(noticeId: number): void;
  withdrawOffers(): void;
  dismissNotice(id: number): void;
}
