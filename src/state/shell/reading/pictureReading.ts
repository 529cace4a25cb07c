import type { FramePicture, PictureReader, ReadFrame, ReadPicture } from '../../../image/pictureApi.ts';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import { createByteCache } from '../../../lib/byteCache.ts';
import { Failure, type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import type { ScenePhoto } from '../../../render/api.ts';
import type { PictureReaderConnection } from '../engine/connections.ts';
import type { PictureStatus } from './pictureStatus.ts';

/** Enough for the largest stage on a 4K screen; a photo of twice the size would look the same. */
const displayLimit = 2048;
/** About twenty photos at the display limit. */
const bitmapLimitBytes = 256 * 1024 * 1024;

export interface PictureReadingOptions {
  connectPictureReader(): PictureReaderConnection;
  /** The bytes of a picture; null when it is no longer in the tray. */
  sourceOf(pictureId: string): (() => Promise<Blob>) | null;
  /** The grid that pictures are reduced to for the model. */
  inputSize(): { readonly width: number; readonly height: number };
  /** The fit that pictures are read with when no one asked for a special one. */
  fit(): Fit;
  /** True for pictures whose bitmaps must not be closed. */
  isInUse(pictureId: string): boolean;
  onStatus(pictureId: string, status: PictureStatus): void;
  /** A picture was read; or read again, with another fit. */
  onRead(pictureId: string): void;
  /** `thumbnailUrl` answers for this picture from now on. */
  onThumbnail(pictureId: string): void;
  makeThumbnail(bitmap: ImageBitmap): Promise<Blob>;
  createObjectUrl(blob: Blob): string;
  revokeObjectUrl(url: string): void;
}

export interface PictureReading {
  /** Reads a picture when its turn comes. */
  enqueue(pictureId: string): void;
  /** What the model is given of a picture; null while it has to be read first, which then goes before all others. */
  requestInput(pictureId: string, fit: Fit): RgbPixels | null;
  /** The same where it was read already; nothing is read for it. */
  inputAtHand(pictureId: string, fit: Fit): RgbPixels | null;
  /** The photo as the stages show it: with `fit` where it was read so, else with any other. */
  photo(pictureId: string, fit: Fit): ScenePhoto | null;
  /** Reads a picture of the tray in all its pixels. The caller closes the bitmap. */
  readFull(pictureId: string, fit: Fit): Promise<ScenePhoto>;
  thumbnailUrl(pictureId: string): string | null;
  /**
   * Reads a frame of a sequence, whose picture it takes away. Not cancelled: it is over in milliseconds, and an answer that
   * nobody heard would leave its bitmap open. The caller closes the one that comes back.
   */
  readFrame(picture: FramePicture, fit: Fit): Promise<ReadFrame>;
  /** Reads a picture that belongs to no tray. The caller closes its bitmap. */
  readApart(blob: Blob, fit: Fit): Promise<ReadPicture>;
  /** Releases what belongs to a picture that cannot come back. */
  forget(pictureId: string): void;
  dispose(): void;
}

interface CachedPicture {
  readonly status: PictureStatus;
  readonly input: RgbPixels;
  readonly photo: ScenePhoto;
}

interface Job {
  readonly pictureId: string;
  readonly fit: Fit;
}

/**
 * Reads pictures one after another in the picture worker and keeps what was read in a cache that closes
 * the bitmaps it evicts. A picture that cannot be read fails alone; if it takes the worker down with it,
 * the next one gets a new worker.
 */
export function createPictureReading(options: PictureReadingOptions): PictureReading {
  const waiting = new Set<string>();
  const thumbnails = new Map<string, string>();
  const cache = createByteCache<CachedPicture>({
    limitBytes: bitmapLimitBytes,
    sizeOf: ({ input, photo }) => input.data.byteLength + 4 * photo.bitmap.width * photo.bitmap.height,
    isPinned: (key) => options.isInUse(key.slice(0, key.indexOf('|'))),
    onEvict: ({ photo }) => photo.bitmap.close(),
  });
  let connection: PictureReaderConnection | null = null;
  let urgent: Job | null = null;
  let readingKey: string | null = null;
  let busy = false;
  let disposed = false;

  const keyOf = ({ pictureId, fit }: Job) => {
    const { width, height } = options.inputSize();
    return `${pictureId}|${fit}|${width}x${height}`;
  };

  function reader(): PictureReader {
    if (connection) return connection.reader;
    const own = options.connectPictureReader();
    connection = own;
    own.onLost(() => {
      own.close();
      if (connection === own) connection = null;
    });
    return own.reader;
  }

  async function read(blob: Blob, fit: Fit, limit = displayLimit): Promise<ReadPicture> {
    const { width: inputWidth, height: inputHeight } = options.inputSize();
    return reader().read({ blob, inputWidth, inputHeight, fit, displayLimit: limit });
  }

  function nextJob(): Job | null {
    const job = urgent;
    urgent = null;
    if (job) return job;
    for (const pictureId of waiting) return { pictureId, fit: options.fit() };
    return null;
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      for (let job = nextJob(); job !== null && !disposed; job = nextJob()) await perform(job);
    } finally {
      busy = false;
    }
  }

  async function perform(job: Job): Promise<void> {
    const { pictureId, fit } = job;
    waiting.delete(pictureId);
    const source = options.sourceOf(pictureId);
    if (source === null) return;
    const key = keyOf(job);
    const cached = cache.get(key);
    if (cached) {
      options.onStatus(pictureId, cached.status);
      return;
    }
    readingKey = key;
    options.onStatus(pictureId, { phase: 'reading' });
    try {
      const picture = await read(await source(), fit);
      if (disposed) {
        picture.display.close();
        return;
      }
      const { width, height, seen, input, display: bitmap, format, notes } = picture;
      const status = { phase: 'ready', format, width, height, notes } as const;
      cache.set(key, { status, input, photo: { bitmap, width, height, seen } });
      if (!thumbnails.has(pictureId)) void addThumbnail(pictureId, bitmap);
      options.onStatus(pictureId, status);
      options.onRead(pictureId);
    } catch (thrown) {
      options.onStatus(pictureId, { phase: 'failed', failure: readingFailure(toFailure(thrown)) });
    } finally {
      readingKey = null;
    }
  }

  async function addThumbnail(pictureId: string, bitmap: ImageBitmap): Promise<void> {
    try {
      const url = options.createObjectUrl(await options.makeThumbnail(bitmap));
      if (disposed || thumbnails.has(pictureId) || options.sourceOf(pictureId) === null) {
        options.revokeObjectUrl(url);
        return;
      }
      thumbnails.set(pictureId, url);
      options.onThumbnail(pictureId);
    } catch {
      // The bitmap was closed meanwhile or memory is short: the tray shows the name alone.
    }
  }

  return {
    enqueue(pictureId) {
      waiting.add(pictureId);
      void work();
    },
    requestInput(pictureId, fit) {
      const job = { pictureId, fit };
      const cached = cache.get(keyOf(job));
      if (cached) return cached.input;
      if (readingKey !== keyOf(job)) urgent = job;
      void work();
      return null;
    },
    inputAtHand: (pictureId, fit) => cache.get(keyOf({ pictureId, fit }))?.input ?? null,
    photo(pictureId, fit) {
      const otherFit = fit === 'stretch' ? 'centreCrop' : 'stretch';
      const cached = cache.get(keyOf({ pictureId, fit })) ?? cache.get(keyOf({ pictureId, fit: otherFit }));
      return cached?.photo ?? null;
    },
    async readFull(pictureId, fit) {
      const source = options.sourceOf(pictureId);
      if (source === null) throw new Failure('pictureUnreachable', 'the picture is no longer in the tray');
      const {
        display: bitmap,
        width,
        height,
        seen,
      } = await read(await source(), fit, Number.MAX_SAFE_INTEGER);
      return { bitmap, width, height, seen };
    },
    thumbnailUrl: (pictureId) => thumbnails.get(pictureId) ?? null,
    readFrame(picture, fit) {
      const { width: inputWidth, height: inputHeight } = options.inputSize();
      return reader().readFrame({ picture, inputWidth, inputHeight, fit, displayLimit });
    },
    readApart(blob, fit) {
      if (disposed) return Promise.reject(new Failure('cancelled', 'the application was closed'));
      return read(blob, fit);
    },
    forget(pictureId) {
      waiting.delete(pictureId);
      const url = thumbnails.get(pictureId);
      if (url !== undefined) options.revokeObjectUrl(url);
      thumbnails.delete(pictureId);
    },
    dispose() {
      disposed = true;
      connection?.close();
      connection = null;
      cache.clear();
      for (const url of thumbnails.values()) options.revokeObjectUrl(url);
      thumbnails.clear();
    },
  };
}

/** A picture whose reader was lost is not read again by itself, unlike a run of the engine. */
function readingFailure(failure: FailureData): FailureData {
  const wasLost = failure.code === 'workerDied' || failure.code === 'workerUnresponsive';
  return failureData(wasLost ? new Failure('pictureReaderDied', failure.message, failure.details) : failure);
}
