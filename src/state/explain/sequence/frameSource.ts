import type { FramePicture } from '../../../image/pictureApi.ts';

/** Where the frames of a sequence come from: types only. `intake/camera.ts` is one; a video file is another. */

export interface SourceFrame {
  /** Whoever takes the frame closes it. */
  readonly picture: FramePicture;
  /** Since the sequence's beginning. */
  readonly timeSeconds: number;
}

/** One sequence of frames that is open, until it is closed. */
export interface FrameSource {
  readonly kind: 'camera' | 'video';
  /** What the user knows it by: "Camera", or a file's name. */
  readonly title: string;
  /** Null where it has no end. */
  readonly durationSeconds: number | null;
  /** From one frame to the next; null where they come as they come. */
  readonly stepSeconds: number | null;
  /**
   * The next frame to be explained: of a camera the newest one that was not given out yet, of a video the one whose turn
   * it is. Null at the end; asked again after that, a video begins anew. One question at a time.
   *
   * Rejects with a Failure: `cancelled` when the signal aborts, else what ended the source.
   */
  next(signal: AbortSignal): Promise<SourceFrame | null>;
  /** Of a video: the next frame is that of this moment, or the nearest one. A question that is open may reject as `cancelled`. */
  seek?(timeSeconds: number): void;
  /** Gives back what it holds: the camera, the file. Twice does nothing. */
  close(): void;
}

/** A sequence that is about to be opened. It is asked again when the user tries again. */
export interface FrameSourceOpener {
  readonly kind: FrameSource['kind'];
  readonly title: string;
  /** Rejects with a Failure that says why there will be no frames. When the signal aborts, it holds nothing. */
  open(signal: AbortSignal): Promise<FrameSource>;
}
