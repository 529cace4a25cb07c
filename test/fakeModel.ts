/** A model of six layers whose maps anyone can recompute: what the fake engine answers with. */
import type {
  BackendName,
  Derivation,
  DerivedExtent,
  DeriveParams,
  EngineInfo,
  ExplainParams,
  Explanation,
  MethodId,
  Prediction,
  Predictions,
  PredictParams,
  SurveyedPicture,
  SurveyParams,
} from '../src/engine/api.ts';
import { encodeHalfFloats } from '../src/lib/halfFloats.ts';
import type { LayerInfo } from '../src/model/layers/layerGraph.ts';

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

/** The facts that the fake engine's `start` and `load` answer with. */
export function fakeEngineInfo(backend: BackendName = 'wasm'): EngineInfo {
  return {
    backend: { name: backend, device: 'fake', onGpu: backend === 'webgpu', refusals: [] },
    model: {
      id: 'fake-model',
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
      layers: fakeLayers,
      mapLength,
      head: { layer: 5, features: 16, isPooledDense: true },
      costs: { modelBytes: 1000, keptBytes: 1000, runBytes: 1000 },
    },
    tracing: { kind: 'plan' },
    reduction: { kind: 'kernels' },
  };
}

/**
 * The fake model's answer. The first byte of the input decides: its z is (byte − 100) / 50, so that
 * bytes above 100 are dogs. The map of layer l at cell i is ±(l + 1) · ((i + byte) mod 7 − 2), the sign
 * being that of the target; Layer-CAM keeps only what is positive. Layer l has the importance l. A derived method is
 * what {@link fakeDerivation} says of the run with the byte as its number.
 */
export function fakeExplanation(
  { input, target, derive }: Omit<ExplainParams, 'model'>,
  backend: BackendName,
): Explanation {
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
  const importance = Float32Array.from(fakeLayers, ({ index }) => index);
  return {
    run: byte,
    prediction,
    classIndex,
    maps,
    importance,
    ...(derive && { derivation: fakeDerivation({ run: byte, ...derive }) }),
    diagnosis: [],
    backend,
    elapsedMs: 12,
  };
}

/** Maps of (l + 1)·((i + run) mod 5 − 1) at cell i of layer l; the network as a whole counts as layer 0. */
export function fakeDerivation({
  run,
  method,
  layer = fakeLayers.length - 1,
}: Omit<DeriveParams, 'model'>): Derivation {
  const valueAt = (index: number, cell: number) => (index + 1) * (((cell + run) % 5) - 1);
  const mapOf = (index: number, cells: number) =>
    Float32Array.from({ length: cells }, (_, cell) => valueAt(index, cell));
  const answer = (extent: DerivedExtent, maps: Float32Array): Derivation => ({
    method,
    extent,
    maps,
    // Of the one method whose maps are not sound.
    diagnosis: method === 'eigenGradCam' ? [{ kind: 'notFinite', layers: [2] }] : [],
    elapsedMs: 3,
    fromKept: true,
  });
  if (method === 'fullGrad') return answer({ kind: 'network', width: 16, height: 16 }, mapOf(0, 256));
  if (method === 'scoreCam' || method === 'ablationCam') {
    const { height, width } = fakeLayers[layer]!;
    return answer({ kind: 'layer', layer }, mapOf(layer, height * width));
  }
  const maps = new Float32Array(mapLength);
  for (const { index, offset, height, width } of fakeLayers) maps.set(mapOf(index, height * width), offset);
  return answer({ kind: 'layers' }, maps);
}

/** See {@link fakeExplanation}. */
export function fakePrediction(byte: number): Prediction {
  const z = (byte - 100) / 50;
  const dog = 1 / (1 + Math.exp(-z));
  return { logits: [z], probabilities: [1 - dog, dog], classIndex: dog > 0.5 ? 1 : 0 };
}

/** What {@link fakeExplanation} would say of each input. */
export function fakePredictions({ inputs }: Pick<PredictParams, 'inputs'>): Predictions {
  return { predictions: inputs.map(({ data }) => fakePrediction(data[0] ?? 0)), elapsedMs: 4 };
}

/** 4 × 4 cells, of which the first has it all. */
function oneCell(value: number): Float32Array<ArrayBuffer> {
  const cells = new Float32Array(16);
  cells[0] = value;
  return cells;
}

/**
 * What a survey says of one picture whose first byte is `byte`: the features are that byte, 16 times; the evidence lies
 * in one cell; the map is that byte everywhere.
 */
export function fakeSurveyed(index: number, { inputs, want }: SurveyParams): SurveyedPicture {
  const byte = inputs[index]!.data[0] ?? 0;
  const prediction = fakePrediction(byte);
  const { features, evidence, evidenceFeatures, fusedMap } = want;
  const sixteen = () => encodeHalfFloats(new Float32Array(16).fill(byte));
  return {
    index,
    ...(want.prediction && { prediction }),
    ...(features && { features: sixteen() }),
    ...(evidenceFeatures && { evidenceFeatures: { for: sixteen(), against: sixteen(), logit: 0 } }),
    ...(evidence && {
      evidence: { width: 4, height: 4, cells: oneCell(byte / 50), bias: -2, logit: 0 },
    }),
    ...(fusedMap && {
      fusedMap: {
        width: fusedMap.side,
        height: fusedMap.side,
        cells: new Uint8Array(fusedMap.side ** 2).fill(byte),
        range: { min: 0, max: 1 },
        isEmpty: false,
        classIndex: fusedMap.target === 'predicted' ? prediction.classIndex : fusedMap.target,
      },
    }),
  };
}
