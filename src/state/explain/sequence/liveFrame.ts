import type { Prediction } from '../../../engine/api.ts';
import type { ReadPicture } from '../../../image/pictureApi.ts';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import { Failure } from '../../../lib/failure.ts';
import type { ScenePhoto } from '../../../render/api.ts';
import type { PictureReading } from '../../shell/reading/pictureReading.ts';
import { type CachedRun, cachedRun } from '../runs/runCache.ts';
import type { RunKey } from '../runs/runStatus.ts';
import { keyWhenPredicted, type Wish } from '../runs/wish.ts';
import type { ExplainedFrame, PreparedFrame } from './framePipeline.ts';

export interface LiveFrameOptions {
  /** The pixels as a PNG file. Reads them before it returns. */
  encodePng(bitmap: ImageBitmap): Promise<Blob>;
  /** Reads a picture that belongs to no tray; the caller closes its bitmap. */
  readApart(blob: Blob, fit: Fit): Promise<ReadPicture>;
  /** The frame was read once more, with another fit. */
  onRead(): void;
}

/** The frame of a sequence that stands on the screen, and all that is known of it. It goes to no cache. */
export interface LiveFrame {
  /** Takes the place of the frame before, whose bitmap is closed. */
  show(frame: PreparedFrame, explained: ExplainedFrame): CachedRun;
  clear(): void;
  /** While frames follow each other nothing but the next is wished for. */
  isMoving(): boolean;
  setMoving(moving: boolean): void;
  /** Which frame of a sequence a picture stands for now; null for pictures that are no sequence. */
  numberOf(pictureId: string): number | null;
  run(key: RunKey): CachedRun | null;
  prediction(wish: Wish): Prediction | null;
  /** As {@link PictureReading}'s; null for other pictures. */
  requestInput(pictureId: string, fit: Fit): RgbPixels | null;
  photo(pictureId: string, fit: Fit): ScenePhoto | null;
  /** A PNG file of the frame. */
  file(): Promise<Blob>;
}

/** What the model and the screen need of a picture. */
type PicturePixels = Pick<PictureReading, 'requestInput' | 'photo' | 'readFull'>;

interface Reading {
  readonly input: RgbPixels;
  readonly photo: ScenePhoto;
}

interface Content {
  readonly pictureId: string;
  readonly number: number;
  readonly bitmap: ImageBitmap;
  readonly run: CachedRun;
  readonly keyWhenPredicted: RunKey;
  readonly readings: Map<Fit, Reading>;
}

/** See {@link LiveFrame}. */
export function createLiveFrame(options: LiveFrameOptions): LiveFrame {
  let content: Content | null = null;
  let rereading: Content | null = null;
  let moving = false;

  function file(): Promise<Blob> {
    if (content === null) return Promise.reject(new Failure('pictureUnreachable', 'no frame is shown'));
    return options.encodePng(content.bitmap);
  }

  /** By way of a file, which holds the very same pixels. */
  async function readAgain(own: Content, fit: Fit): Promise<void> {
    if (rereading === own) return;
    rereading = own;
    try {
      const { input, seen, width, height, display } = await options.readApart(await file(), fit);
      display.close();
      own.readings.set(fit, { input, photo: { bitmap: own.bitmap, width, height, seen } });
    } finally {
      rereading = null;
    }
    if (content === own) options.onRead();
  }

  return {
    show({ fit, input, display: bitmap, width, height, seen }, { wish, explanation }) {
      const former = content;
      const run = cachedRun(wish, explanation);
      content = {
        pictureId: wish.pictureId,
        number: wish.frame ?? 0,
        bitmap,
        run,
        keyWhenPredicted: keyWhenPredicted(wish),
        readings: new Map([[fit, { input, photo: { bitmap, width, height, seen } }]]),
      };
      former?.bitmap.close();
      return run;
    },
    clear() {
      content?.bitmap.close();
      content = null;
      moving = false;
    },
    isMoving: () => moving,
    setMoving(now) {
      moving = now;
    },
    numberOf: (pictureId) => (content?.pictureId === pictureId ? content.number : null),
    run: (key) => (content?.run.key === key ? content.run : null),
    prediction: (wish) =>
      content?.keyWhenPredicted === keyWhenPredicted(wish) ? content.run.shown.prediction : null,
    requestInput(pictureId, fit) {
      if (content?.pictureId !== pictureId) return null;
      const reading = content.readings.get(fit);
      // What cannot be read again is asked for no more: the frame stays as it is.
      if (!reading && !moving) readAgain(content, fit).catch(() => undefined);
      return reading?.input ?? null;
    },
    photo(pictureId, fit) {
      if (content?.pictureId !== pictureId) return null;
      const [first] = content.readings.values();
      return (content.readings.get(fit) ?? first)?.photo ?? null;
    },
    file,
  };
}

/** What is known of pictures, the frame of a sequence among them. */
export function withLiveFrame(reading: PictureReading, liveFrame: LiveFrame): PicturePixels {
  const isLive = (pictureId: string) => liveFrame.numberOf(pictureId) !== null;
  return {
    requestInput: (pictureId, fit) => (isLive(pictureId) ? liveFrame : reading).requestInput(pictureId, fit),
    photo: (pictureId, fit) => (isLive(pictureId) ? liveFrame : reading).photo(pictureId, fit),
    readFull: reading.readFull,
  };
}
