/**
 * Stand-ins for the two workers: a model of six layers with maps that anyone can recompute, and a
 * picture reader that decodes nothing. Every call is recorded; calls named in `hold` wait until the
 * test answers them, all others are answered at once. No clocks.
 */
import type {
  BackendName,
  EngineInfo,
  EngineMethods,
  ExplainParams,
  Explanation,
  MethodId,
  Prediction,
} from '../src/engine/api.ts';
import type { PictureMethods, ReadPicture, ReadPictureParams } from '../src/image/pictureApi.ts';
import { Failure, type FailureData, failureFromData, toFailure } from '../src/lib/failure.ts';
import type { CallOptions, MethodShape } from '../src/lib/service.ts';
import type { LayerInfo } from '../src/model/layerGraph.ts';

type LayerFacts = Omit<LayerInfo, 'index' | 'offset' | 'channels'>;

const facts: readonly LayerFacts[] = [
  layer('Conv1', 'Conv2D', 'convolution', null, 0, 'contours', 8),
  layer('block_1_expand_relu', 'ReLU', 'relu', 'expand', 1, 'contours', 8),
  layer('block_1_project_BN', 'BatchNormalization', 'normalisation', 'project', 1, 'contours', 8),
  layer('block_6_depthwise', 'DepthwiseConv2D', 'depthwise', 'depthwise', 6, 'concepts', 4),
  layer('Conv_1', 'Conv2D', 'convolution', null, 17, 'object', 4),
  layer('out_relu', 'ReLU', 'relu', null, 17, 'object', 4),
];

function layer(
  name: string,
  className: string,
  kind: LayerFacts['kind'],
  role: LayerFacts['role'],
  block: number,
  phase: LayerFacts['phase'],
  side: number,
): LayerFacts {
  const isBlockOutput = role === 'project';
  return { name, className, kind, role, block, phase, isBlockOutput, height: side, width: side };
}

/** Three layers of 8 × 8 and three of 4 × 4 cells, named like those of MobileNetV2. */
export const fakeLayers: readonly LayerInfo[] = facts.map((fact, index) => ({
  ...fact,
  index,
  channels: 16,
  offset: facts.slice(0, index).reduce((sum, { height, width }) => sum + height * width, 0),
}));

const mapLength = 3 * 64 + 3 * 16;

/** The facts that the fake engine's `open` answers with. */
export function fakeEngineInfo(backend: BackendName = 'wasm'): EngineInfo {
  return {
    backend: { name: backend, device: 'fake', onGpu: backend === 'webgpu', refusals: [] },
    model: {
      card: {
        name: 'fake',
        title: 'cats vs dogs',
        licence: 'none',
        labels: ['cat', 'dog'],
        output: 'sigmoid',
        input: {
          width: 16,
          height: 16,
          range: [0, 255],
          fit: 'stretch',
          resample: 'pillow-bilinear',
        },
        files: [],
      },
      hash: 'fake-model',
      layers: fakeLayers,
      mapLength,
    },
    tracing: { kind: 'plan' },
  };
}

/**
 * The fake model's answer. The first byte of the input decides: its z is (byte − 100) / 50, so that
 * bytes above 100 are dogs. The map of layer l at cell i is ±(l + 1) · ((i + byte) mod 7 − 2), the sign
 * being that of the target; Layer-CAM keeps only what is positive.
 */
export function fakeExplanation({ input, target }: ExplainParams, backend: BackendName): Explanation {
  const byte = input.data[0] ?? 0;
  const prediction = fakePrediction(byte);
  const classIndex = target === 'predicted' ? prediction.classIndex : target;
  const direction = classIndex === 1 ? 1 : -1;
  const mapOf = (method: MethodId) => {
    const values = new Float32Array(mapLength);
    for (const { index, offset, height, width } of fakeLayers) {
      for (let cell = 0; cell < height * width; cell++) {
        const value = direction * (index + 1) * (((cell + byte) % 7) - 2);
        values[offset + cell] = method === 'layerCam' ? Math.max(0, value) : value;
      }
    }
    return values;
  };
  const maps = {
    positiveGradCam: mapOf('positiveGradCam'),
    gradCam: mapOf('gradCam'),
    layerCam: mapOf('layerCam'),
  };
  return { prediction, classIndex, maps, backend, elapsedMs: 12 };
}

/** See {@link fakeExplanation}. */
export function fakePrediction(byte: number): Prediction {
  const z = (byte - 100) / 50;
  const dog = 1 / (1 + Math.exp(-z));
  return { logits: [z], probabilities: [1 - dog, dog], classIndex: dog > 0.5 ? 1 : 0 };
}

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
  /** Makes every `open` fail. */
  readonly openFailure?: FailureData;
  /** With true, an aborted call goes on and answers late, like a worker that cannot stop. */
  readonly ignoresAbort?: boolean;
}

/** An engine connection whose calls the test sees and steers. */
export function createFakeEngineConnection(options: FakeEngineOptions = {}) {
  const { hold = [], ignoresAbort = false, openFailure } = options;
  const life = createLife();
  let backend = options.backend ?? 'wasm';
  const open = fakeMethod<EngineMethods['open']>(life, hold.includes('open'), ignoresAbort, (params) => {
    if (openFailure) throw failureFromData(openFailure);
    if (params.backend !== 'auto') backend = params.backend;
    return fakeEngineInfo(backend);
  });
  const warmUp = fakeMethod<EngineMethods['warmUp']>(life, hold.includes('warmUp'), ignoresAbort, () => ({
    elapsedMs: 1,
  }));
  const explain = fakeMethod<EngineMethods['explain']>(
    life,
    hold.includes('explain'),
    ignoresAbort,
    (params) => fakeExplanation(params, backend),
  );
  return {
    ...life.connection,
    engine: { open: open.call, warmUp: warmUp.call, explain: explain.call },
    calls: { open: open.calls, warmUp: warmUp.calls, explain: explain.calls },
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
  return { ...life.connection, reader: { read: read.call }, calls: read.calls };
}

export type FakePictureReaderConnection = ReturnType<typeof createFakePictureReaderConnection>;

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
      close() {
        closed = true;
        end(new Failure('workerDied', 'the connection was closed'));
      },
      /** Ends this life: `onLost` is told, then all pending calls reject. */
      lose(failure: FailureData) {
        if (ended) return;
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
  compute: (params: Shape['params']) => Shape['result'] | Promise<Shape['result']>,
): FakeMethod<Shape> {
  const calls: FakeCall<Shape>[] = [];
  return {
    calls,
    call: (params, options = {}) =>
      new Promise((resolve, reject) => {
        let settled = false;
        const rejectWith = (failure: FailureData) => {
          settled = true;
          life.endings.delete(rejectWith);
          reject(failureFromData(failure));
        };
        const answer = () => {
          settled = true;
          life.endings.delete(rejectWith);
          Promise.resolve(params)
            .then(compute)
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
        if (!ignoresAbort) {
          options.signal?.addEventListener('abort', () =>
            rejectWith(new Failure('cancelled', 'the call was aborted')),
          );
        }
        if (!holds) answer();
      }),
  };
}
