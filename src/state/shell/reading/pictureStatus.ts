import type { PictureFormat, PictureNote } from '../../../image/pictureApi.ts';
import type { FailureData } from '../../../lib/failure.ts';

/** How far the reading of a picture has come. */
export type PictureStatus =
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
