/**
 * What the interface is given: types only. `createApp` (state) builds it, `ui` uses it through one React
 * context, the composition root (`app/`) connects the two.
 */

import type { StoreApi } from 'zustand/vanilla';
import type { Stroke } from '../../cam/region/regionStrokes.ts';
import type { Finding } from '../../engine/api.ts';
import type { ScenePhoto } from '../../render/api.ts';
import type { Installation } from '../shell/installation.ts';
import type { AppActions, AppState } from './appState.ts';
import type { MapSource } from './maps/displayMap.ts';
import type { HotRegion } from './maps/hotRegions.ts';
import type { EnergiesInside } from './maps/regionEnergies.ts';
import type { Marks } from './pictures/marks.ts';
import type { Sample } from './pictures/sample.ts';
import type { Trials } from './trials/trials.ts';

export interface App {
  readonly store: StoreApi<AppState>;
  readonly actions: AppActions;
  readonly maps: MapSource;
  readonly trials: Trials;
  /**
   * The hot region as the view asks for it and the brush left it, and with a stroke that is still being drawn; null while
   * its map is not there. Memoised like {@link MapSource}.
   */
  region(draft?: Stroke | null): HotRegion | null;
  /** Each layer's energy inside the hot region, once that is shown or painted. Memoised like {@link MapSource}. */
  regionEnergies(): EnergiesInside | null;
  /** What is odd about the visible maps where a derived method made them; the run's own findings are in the state. */
  derivedDiagnosis(): readonly Finding[];
  readonly samples: readonly Sample[];
  readonly installation: Installation;
  /** The photo of a picture that was read, else null. Its bitmap is owned by the app: never close it. */
  photo(pictureId: string): ScenePhoto | null;
  /** The bytes of a picture as they came, or null when it is no longer in the tray. Rejects when they cannot be had. */
  pictureFile(pictureId: string): Promise<Blob> | null;
  /**
   * Reads a picture once more, in all its pixels, where `photo` has as many as a screen shows. The caller closes the
   * bitmap. Rejects with a `picture…` failure.
   */
  fullPhoto(pictureId: string): Promise<ScenePhoto>;
  /**
   * Object URL of a small picture for the tray, else null until it was read. The picture's entry in the
   * state gets a new identity when this becomes available.
   */
  thumbnailUrl(pictureId: string): string | null;
  /** What the user drew on a picture, for a link: in shares of the photo, strokes with as few points as they need. */
  marksOf(pictureId: string): Marks;
  /** The small copy that a picture came as in a link; null for every other picture. */
  copyOf(pictureId: string): Uint8Array<ArrayBuffer> | null;
  dispose(): void;
}
