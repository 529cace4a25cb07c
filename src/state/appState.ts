/**
 * The shape of the application's state: types only. What the user asked for (`view`) is kept apart from
 * what the visible maps were made with (`shown`); while they differ the screen says "updating".
 * Arrays and bitmaps are not state: they live in the caches, under the keys kept here.
 */
import type { Stroke } from '../cam/regionStrokes.ts';
import type { DerivedMethodId, EngineInfo, Finding, MethodId, Prediction } from '../engine/api.ts';
import type { Crate } from '../image/alter/crate.ts';
import type { PictureFormat, PictureNote } from '../image/pictureApi.ts';
import type { Fit, PhotoRegion } from '../image/pixels.ts';
import type { FailureData } from '../lib/failure.ts';
import type { CurvesStatus } from './curvesStatus.ts';
import type { SequenceActions, SequenceStatus } from './sequenceStatus.ts';
import type { VideoTimeline } from './videoTimeline.ts';
import type { StageSource, View } from './view.ts';
import type { ViewOffer } from './viewOffers.ts';

export type EngineStatus =
  | { readonly phase: 'starting' }
  | { readonly phase: 'downloading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'building' }
  | { readonly phase: 'ready'; readonly info: EngineInfo }
  /** The worker died or the device was lost; a new worker is being started, the last run is redone. */
  | { readonly phase: 'restarting'; readonly reason: FailureData }
  | { readonly phase: 'failed'; readonly failure: FailureData };

export interface PictureEntry {
  /** Unique in this visit; `sample:<id>` for samples. */
  readonly id: string;
  readonly name: string;
  /**
   * `link`: the small copy of a picture that a link carried. `sequence`: what stands for a camera or a video; `frame`:
   * what was kept of one.
   */
  readonly origin: 'sample' | 'sequence' | IncomingPicture['origin'];
  readonly status:
    | { readonly phase: 'waiting' }
    | { readonly phase: 'reading' }
    | {
        readonly phase: 'ready';
        readonly format: PictureFormat;
        readonly width: number;
        readonly height: number;
        readonly notes: readonly PictureNote[];
      }
    | { readonly phase: 'failed'; readonly failure: FailureData };
}

/** Identifies one run: `${pictureId and frame}|${fit}|${classIndex or predicted}|${modelHash}|${crate}`. */
export type RunKey = string;

export type RunStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly key: RunKey }
  | { readonly phase: 'computing'; readonly key: RunKey; readonly fraction: number }
  | { readonly phase: 'done'; readonly key: RunKey }
  | { readonly phase: 'failed'; readonly key: RunKey; readonly failure: FailureData };

/** What the visible maps were computed from. */
export interface ShownRun {
  readonly key: RunKey;
  readonly pictureId: string;
  readonly fit: Fit;
  readonly crate: Crate | null;
  readonly classIndex: number;
  readonly prediction: Prediction;
  readonly elapsedMs: number;
  /** What is odd about the numbers of this run; usually nothing. */
  readonly diagnosis: readonly Finding[];
}

/** What is being done for a method whose maps no run carries. */
export type DerivationStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'computing'; readonly method: DerivedMethodId; readonly fraction: number }
  | { readonly phase: 'failed'; readonly method: DerivedMethodId; readonly failure: FailureData };

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'problem';
  /** A failure to be worded by the UI, or ready words. */
  readonly content: { readonly failure: FailureData; readonly subject: string } | { readonly text: string };
  /** Offers Undo beside the words. */
  readonly canUndo: boolean;
  /** Offers to show a view. */
  readonly offer?: ViewOffer;
}

export interface AppState {
  readonly engine: EngineStatus;
  /** The engine has owed an answer for some seconds; it is given up only after more of them. */
  readonly engineSilent: boolean;
  readonly pictures: readonly PictureEntry[];
  readonly currentPictureId: string | null;
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

/** A file or blob on its way in. */
export interface IncomingPicture {
  readonly name: string;
  readonly blob: Blob;
  readonly origin: 'drop' | 'paste' | 'pick' | 'link' | 'frame';
}

/** A file that looks like a recipe. */
export interface RecipeFile extends Pick<IncomingPicture, 'name' | 'blob'> {}

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
  /** Offers a view in words that stay until they are dismissed or another offer is made. */
  offerView(text: string, offer: ViewOffer): void;
  /** Shows what a notice offers. Undoable. */
  takeOffer(noticeId: number): void;
  withdrawOffers(): void;
  dismissNotice(id: number): void;
}

/** What the canvas and the text equivalents read beside the state; keyed by {@link RunKey}. */
export interface StoredRun {
  readonly key: RunKey;
  readonly maps: Readonly<Record<MethodId, Float32Array>>;
  /** One number ≥ 0 for each layer: see `Explanation.importance`. */
  readonly importance: Float32Array;
}
