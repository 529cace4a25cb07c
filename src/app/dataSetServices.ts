import type { PictureReader } from '../image/pictureApi.ts';
import { Failure, toFailure } from '../lib/failure.ts';
import type { DataSetServices } from '../state/dataset/services.ts';
import type { AppServices } from '../state/explain/appDependencies.ts';
import type { PictureReaderConnection } from '../state/shell/engine/connections.ts';
import { isLoss } from '../state/shell/engine/engineLifecycle.ts';

/** Twice the thumbnails' side: nobody sees a data set's pictures larger than that. */
const displayLimit = 384;

interface DataSetSurroundings extends Pick<AppServices, 'desk'> {
  connectPictureReader(): PictureReaderConnection;
  /** Makes a small picture for the gallery; null where there is none. Must not close the bitmap. */
  readonly makeThumbnail: ((bitmap: ImageBitmap) => Promise<Blob>) | null;
  breathe(): Promise<void>;
  now(): number;
}

/**
 * What a data set needs of the page: the engine of the screen, whose single pictures come first, and a picture reader of
 * its own, so that a folder of photos does not make the one on the screen wait.
 */
export function createDataSetServices(page: DataSetSurroundings): DataSetServices {
  let connection: PictureReaderConnection | null = null;

  function reader(): PictureReader {
    if (connection) return connection.reader;
    const own = page.connectPictureReader();
    connection = own;
    own.onLost(() => {
      own.close();
      if (connection === own) connection = null;
    });
    return own.reader;
  }

  return {
    // Only the run knows which pictures were answered before a loss, so it is the run that asks again.
    survey: (params, options) =>
      page.desk.ask(({ engine }) => engine.survey(params, options), { onLoss: 'fail', lane: 'bulk' }),
    async whenModelReady(signal) {
      const { info } = await unlessAborted(page.desk.whenReady(), signal);
      return info.model;
    },
    async readPicture(file, { card }, signal) {
      const { width: inputWidth, height: inputHeight, fit } = card.input;
      const params = { blob: file, inputWidth, inputHeight, fit, displayLimit };
      const { input, width, height, display } = await reader()
        .read(params, { signal })
        .catch((thrown: unknown) => {
          throw readingFailure(toFailure(thrown));
        });
      try {
        // Where memory is short the gallery shows the name alone.
        const thumbnail = page.makeThumbnail ? await page.makeThumbnail(display).catch(() => null) : null;
        return { input, width, height, thumbnail };
      } finally {
        display.close();
      }
    },
    now: page.now,
    breathe: page.breathe,
  };
}

/** A file that takes its reader down is that file's failure: the next one gets a new reader. */
function readingFailure(failure: Failure): Failure {
  return isLoss(failure) ? new Failure('pictureReaderDied', failure.message, failure.details) : failure;
}

function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new Failure('cancelled', 'the run was stopped'));
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
  });
}
