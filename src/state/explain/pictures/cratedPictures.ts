import type { StoreApi } from 'zustand/vanilla';
import { type Crate, placeBehindCrate } from '../../../image/alter/crate.ts';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import { createByteCache } from '../../../lib/byteCache.ts';
import type { ScenePhoto } from '../../../render/api.ts';
import type { PictureReading } from '../../shell/reading/pictureReading.ts';
import type { AppState } from '../appState.ts';
import { encodeCrate } from '../view/crateCode.ts';

/** A slider's way back and forth over a photo of the display limit. */
const bitmapLimitBytes = 64 * 1024 * 1024;

export interface CratedPicturesOptions {
  readonly store: StoreApi<AppState>;
  readonly reading: Pick<PictureReading, 'requestInput' | 'photo' | 'readFull'>;
  /** Draws the crate over a copy of the photo's bitmap. */
  drawBehindCrate(photo: ScenePhoto, crate: Crate): ImageBitmap;
}

/** Pictures behind the view's crate, if it has one: what the model is given, and what the stages show. */
export interface CratedPictures {
  /** What the model is given; see {@link PictureReading.requestInput}. */
  requestInput(pictureId: string, fit: Fit, crate: Crate | null): RgbPixels | null;
  /** See {@link App.photo}. A bitmap stays open at least until another crate's is asked for. */
  photo(pictureId: string): ScenePhoto | null;
  /** See {@link App.fullPhoto}. */
  fullPhoto(pictureId: string): Promise<ScenePhoto>;
  dispose(): void;
}

interface CratedPhoto {
  readonly bare: ScenePhoto;
  readonly photo: ScenePhoto;
}

/** The one place where crates are laid over pictures. */
export function createCratedPictures(options: CratedPicturesOptions): CratedPictures {
  const { store, reading, drawBehindCrate } = options;
  let latestInput: { readonly bare: RgbPixels; readonly word: string; readonly input: RgbPixels } | null =
    null;
  let latestKey = '';
  const photos = createByteCache<CratedPhoto>({
    limitBytes: bitmapLimitBytes,
    sizeOf: ({ photo: { bitmap } }) => 4 * bitmap.width * bitmap.height,
    isPinned: (key) => key === latestKey,
    onEvict: ({ photo }) => photo.bitmap.close(),
  });

  /** How a picture stands on the screen. */
  function look(pictureId: string): { readonly fit: Fit; readonly crate: Crate | null } {
    const { shown, run, view } = store.getState();
    if (shown?.pictureId !== pictureId) return view;
    // A crate that is being moved is seen at once: until its maps are there, the stages say that theirs are old.
    const isUpdating = run.phase === 'reading' || run.phase === 'computing';
    return { fit: shown.fit, crate: isUpdating ? view.crate : shown.crate };
  }

  return {
    requestInput(pictureId, fit, crate) {
      const bare = reading.requestInput(pictureId, fit);
      if (bare === null || crate === null) return bare;
      const word = encodeCrate(crate);
      if (latestInput?.bare !== bare || latestInput.word !== word) {
        latestInput = { bare, word, input: placeBehindCrate(bare, crate) };
      }
      return latestInput.input;
    },
    photo(pictureId) {
      const { fit, crate } = look(pictureId);
      const bare = reading.photo(pictureId, fit);
      if (bare === null || crate === null) return bare;
      latestKey = `${pictureId}|${fit}|${encodeCrate(crate)}`;
      const known = photos.get(latestKey);
      // A photo that was read again has another bitmap, perhaps of another fit.
      if (known?.bare === bare) return known.photo;
      const photo = { ...bare, bitmap: drawBehindCrate(bare, crate) };
      photos.set(latestKey, { bare, photo });
      return photo;
    },
    async fullPhoto(pictureId) {
      const { fit, crate } = look(pictureId);
      const bare = await reading.readFull(pictureId, fit);
      if (crate === null) return bare;
      try {
        return { ...bare, bitmap: drawBehindCrate(bare, crate) };
      } finally {
        bare.bitmap.close();
      }
    },
    dispose: () => photos.clear(),
  };
}
