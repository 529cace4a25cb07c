/**
 * Stand-ins for the two workers: an engine with the model of fakeModel.ts, and a picture reader that
 * decodes nothing. Every call is recorded; calls named in `hold` wait until the
 * test answers them, all others are answered at once. No clocks.
 */
import type { BackendName, EngineMethods } from '../src/engine/api.ts';
import type {
  PictureMethods,
  ReadFrame,
  ReadFrameParams,
  ReadPicture,
  ReadPictureParams,
} from '../src/image/pictureApi.ts';
import { Failure, type FailureData, failureFromData, toFailure } from '../src/lib/failure.ts';
import type { CallOptions, MethodShape } from '../src/lib/service.ts';
import {
  fakeDerivation,
  fakeEngineInfo,
  fakeExplanation,
  fakePredictions,
  fakeSurveyed,
} from './fakeModel.ts';

/** One call that a fake received. */
export interface FakeCall<Shape extends MethodShape> {
  readonly params: Shape['params'];
  readonly options: CallOptions<Shape['event']>;
  /** True once the call was answered, failed, cancelled or lost. */
  readonly settled: boolean;
  emit(event: Shape['event']): void;
  /** Answers with what the fake would have answered by itself; nobody hears it after an end. */
  answer(): void;
  fail(failure: FailureData): void;
}

/** The calls of one method, in the order they came. */
interface FakeMethod<Shape extends MethodShape> {
  readonly calls: FakeCall<Shape>[];
  call(params: Shape['params'], options?: CallOptions<Shape['event']>): Promise<Shape['result']>;
}

export interface FakeEngineOptions {
  /** Methods whose calls wait for the test. */
  readonly hold?: readonly (keyof EngineMethods)[];
  /** The backend that `auto` finds. */
  readonly backend?: BackendName;
  /** Makes every `load` fail. */
  readonly loadFailure?: FailureData;
  /** With true, an aborted call goes on and answers late, like a worker that cannot stop. */
  readonly ignoresAbort?: boolean;
}

/** An engine connection whose calls the test sees and steers. */
export function createFakeEngineConnection(options: FakeEngineOptions = {}) {
  const { hold = [], ignoresAbort = false, loadFailure } = options;
  const life = createLife();
  let backend = options.backend ?? 'wasm';
  const start = fakeMethod<EngineMethods['start']>(life, hold.includes('start'), ignoresAbort, (params) => {
    if (params.backend !== 'auto') backend = params.backend;
    const { backend: found, reduction } = fakeEngineInfo(backend);
    return { backend: found, reduction };
  });
  const load = fakeMethod<EngineMethods['load']>(life, hold.includes('load'), ignoresAbort, () => {
    if (loadFailure) throw failureFromData(loadFailure);
    const { model, tracing } = fakeEngineInfo(backend);
    return { model, tracing };
  });
  const unload = fakeMethod<EngineMethods['unload']>(life, hold.includes('unload'), ignoresAbort, () => null);
  const warmUp = fakeMethod<EngineMethods['warmUp']>(life, hold.includes('warmUp'), ignoresAbort, () => ({
    elapsedMs: 1,
  }));
  const explain = fakeMethod<EngineMethods['explain']>(
    life,
    hold.includes('explain'),
    ignoresAbort,
    (params) => fakeExplanation(params, backend),
  );
  const predict = fakeMethod<EngineMethods['predict']>(
    life,
    hold.includes('predict'),
    ignoresAbort,
    fakePredictions,
  );
  const derive = fakeMethod<EngineMethods['derive']>(
    life,
    hold.includes('derive'),
    ignoresAbort,
    fakeDerivation,
  );
  const survey = fakeMethod<EngineMethods['survey']>(
    life,
    hold.includes('survey'),
    ignoresAbort,
    (params, { onEvent }) => {
      for (const index of params.inputs.keys()) onEvent?.(fakeSurveyed(index, params));
      return { elapsedMs: 5 };
    },
  );
  return {
    ...life.connection,
    engine: {
      start: start.call,
      load: load.call,
      unload: unload.call,
      warmUp: warmUp.call,
      explain: explain.call,
      predict: predict.call,
      derive: derive.call,
      survey: survey.call,
    },
    calls: {
      start: start.calls,
      load: load.calls,
      unload: unload.calls,
      warmUp: warmUp.calls,
      explain: explain.calls,
      predict: predict.calls,
      derive: derive.calls,
      survey: survey.calls,
    },
  };
}

export type FakeEngineConnection = ReturnType<typeof createFakeEngineConnection>;

export interface FakePictureReaderOptions {
  readonly hold?: boolean;
  /** Stands in for the browser's bitmaps, which Node does not have. */
  makeBitmap?(width: number, height: number): ImageBitmap;
}

/**
 * A picture reader that takes the first byte of the blob for the whole picture. A blob whose text begins
 * with `bad` is no picture.
 */
export function createFakePictureReaderConnection(options: FakePictureReaderOptions = {}) {
  const life = createLife();
  const makeBitmap = options.makeBitmap ?? fakeBitmap;
  const read = fakeMethod<PictureMethods['read']>(life, options.hold ?? false, false, (params) =>
    fakeReadPicture(params, makeBitmap),
  );
  const readFrame = fakeMethod<PictureMethods['readFrame']>(
    life,
    options.hold ?? false,
    false,
    fakeReadFrame,
  );
  return {
    ...life.connection,
    reader: { read: read.call, readFrame: readFrame.call },
    calls: read.calls,
    frameCalls: readFrame.calls,
  };
}

export type FakePictureReaderConnection = ReturnType<typeof createFakePictureReaderConnection>;

/** The first byte of the input is the bitmap's width: above 100 it is a dog. The bitmap goes on to the screen. */
function fakeReadFrame({ picture, fit, inputWidth, inputHeight }: ReadFrameParams): ReadFrame {
  const bitmap = picture as ImageBitmap;
  const { width, height } = bitmap;
  if (width === 0) throw new Failure('internal', 'the bitmap was closed');
  const side = Math.min(width, height);
  const seen =
    fit === 'stretch'
      ? { x: 0, y: 0, width, height }
      : { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
  const data = new Uint8Array(inputWidth * inputHeight * 3).fill(width);
  return { width, height, seen, input: { width: inputWidth, height: inputHeight, data }, display: bitmap };
}

/** A bitmap without pixels that knows whether it was closed: its size becomes 0, as the platform has it. */
export function fakeBitmap(width: number, height: number): ImageBitmap {
  const bitmap: ImageBitmap = {
    width,
    height,
    close: () => void Object.assign(bitmap, { width: 0, height: 0 }),
  };
  return bitmap;
}

async function fakeReadPicture(
  { blob, fit, inputWidth, inputHeight }: ReadPictureParams,
  makeBitmap: (width: number, height: number) => ImageBitmap,
): Promise<ReadPicture> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (new TextDecoder().decode(bytes).startsWith('bad')) {
    throw new Failure('pictureNotAPicture', 'no picture', { found: 'text' });
  }
  const data = new Uint8Array(inputWidth * inputHeight * 3).fill(bytes[0] ?? 0);
  const seen =
    fit === 'stretch' ? { x: 0, y: 0, width: 400, height: 300 } : { x: 50, y: 0, width: 300, height: 300 };
  return {
    format: 'png',
    width: 400,
    height: 300,
    input: { width: inputWidth, height: inputHeight, data },
    seen,
    display: makeBitmap(400, 300),
    notes: [],
  };
}

/** What all methods of one connection share: its end. */
function createLife() {
  const endings = new Set<(failure: FailureData) => void>();
  let ended: FailureData | null = null;
  let closed = false;
  let lostListener: ((failure: FailureData) => void) | null = null;
  let silenceListener: ((isSilent: boolean) => void) | null = null;
  const end = (failure: FailureData) => {
    if (ended) return;
    ended = failure;
    for (const reject of endings) reject(failure);
    endings.clear();
  };
  return {
    endings,
    ended: () => ended,
    connection: {
      onLost(listener: (failure: FailureData) => void) {
        lostListener = listener;
      },
      onSilence(listener: (isSilent: boolean) => void) {
        silenceListener = listener;
      },
      /** Owes an answer, or gives one again. */
      fallSilent(isSilent: boolean) {
        silenceListener?.(isSilent);
      },
      close() {
        closed = true;
        end(new Failure('workerDied', 'the connection was closed'));
      },
      /** Ends this life: `onLost` is told, even late after a close, then all pending calls reject. */
      lose(failure: FailureData) {
        lostListener?.(failure);
        end(failure);
      },
      isClosed: () => closed,
    },
  };
}

function fakeMethod<Shape extends MethodShape>(
  life: ReturnType<typeof createLife>,
  holds: boolean,
  ignoresAbort: boolean,
  compute: (
    params: Shape['params'],
    options: CallOptions<Shape['event']>,
  ) => Shape['result'] | Promise<Shape['result']>,
): FakeMethod<Shape> {
  const calls: FakeCall<Shape>[] = [];
  return {
    calls,
    call: (params, options = {}) =>
      new Promise((resolve, reject) => {
        let settled = false;
        const cancel = () => rejectWith(new Failure('cancelled', 'the call was aborted'));
        const settle = () => {
          settled = true;
          life.endings.delete(rejectWith);
          options.signal?.removeEventListener('abort', cancel);
        };
        const rejectWith = (failure: FailureData) => {
          settle();
          reject(failureFromData(failure));
        };
        const answer = () => {
          settle();
          Promise.resolve(params)
            .then((given) => compute(given, options))
            .then(resolve, (thrown: unknown) => reject(toFailure(thrown)));
        };
        calls.push({
          params,
          options,
          get settled() {
            return settled;
          },
          emit: (event) => options.onEvent?.(event),
          answer,
          fail: rejectWith,
        });
        const ended = life.ended();
        if (ended) {
          rejectWith(ended);
          return;
        }
        life.endings.add(rejectWith);
        if (!ignoresAbort) options.signal?.addEventListener('abort', cancel);
        if (!holds) answer();
      }),
  };
}
