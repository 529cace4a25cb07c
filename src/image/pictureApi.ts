import type { Service } from '../lib/service.ts';
import type { Fit, PhotoRegion, RgbPixels } from './pixels.ts';
import type { PictureFormat } from './sniff.ts';

export type { PictureFormat } from './sniff.ts';

/** What the reader did to a picture that its owner may want to know; shown as a line under it. */
export type PictureNote =
  | 'orientationApplied'
  | 'transparencyOverWhite'
  | 'colourProfileIgnored'
  | 'firstFrameOnly'
  | 'sixteenBitReduced'
  | 'extremeAspect';

export interface ReadPictureParams {
  readonly blob: Blob;
  /** The model's input grid. */
  readonly inputWidth: number;
  readonly inputHeight: number;
  readonly fit: Fit;
  /** Longer side of the bitmap made for the screen, in pixels; a smaller photo is not enlarged. */
  readonly displayLimit: number;
}

export interface ReadPicture {
  readonly format: PictureFormat;
  /** Upright size of the photo in its own pixels, before any reduction. */
  readonly width: number;
  readonly height: number;
  /** What the model is given: exactly Pillow's BILINEAR of the seen region. */
  readonly input: RgbPixels;
  /** The part of the photo that `input` shows. */
  readonly seen: PhotoRegion;
  /** For the screen; transferred, so the receiver owns it and closes it. */
  readonly display: ImageBitmap;
  readonly notes: readonly PictureNote[];
}

/** A frame that the browser has decoded, upright and without transparency: drawn already, or yet to be. */
export type FramePicture = ImageBitmap | VideoFrame;

export interface ReadFrameParams extends Omit<ReadPictureParams, 'blob'> {
  /** It is given away: whoever asks can no longer use it. */
  readonly picture: FramePicture;
}

/** A frame as a photo of the same pixels would be read. */
export type ReadFrame = Pick<ReadPicture, 'width' | 'height' | 'input' | 'seen' | 'display'>;

/** The picture reader's methods. Rejects with a `picture…` failure that says what was wrong. */
export interface PictureMethods {
  read: { params: ReadPictureParams; result: ReadPicture; event: never };
  /** Reads a frame of a camera or a video, whose pixels the browser has decoded already. */
  readFrame: { params: ReadFrameParams; result: ReadFrame; event: never };
}

export type PictureReader = Service<PictureMethods>;
