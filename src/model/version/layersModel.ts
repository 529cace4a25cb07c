/** The two files of a LayersModel as far as its head is concerned: where the dense layer's numbers lie in the bytes. */
import * as v from 'valibot';
import { Failure } from '../../lib/failure.ts';

const dtypeBytes: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  uint8: 1,
  uint16: 2,
  bool: 1,
  float16: 2,
};

const entrySchema = v.looseObject({
  name: v.string(),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  dtype: v.string(),
  quantization: v.optional(v.looseObject({ dtype: v.string() })),
});

const layerSchema = v.looseObject({
  class_name: v.string(),
  config: v.looseObject({ name: v.string(), activation: v.optional(v.unknown()) }),
});

const topologySchema = v.looseObject({
  model_config: v.looseObject({ config: v.unknown() }),
});

const fileSchema = v.looseObject({
  modelTopology: v.looseObject({}),
  weightsManifest: v.array(v.looseObject({ paths: v.array(v.string()), weights: v.array(entrySchema) })),
});

export type WeightEntry = v.InferOutput<typeof entrySchema>;

/** One tensor of the model, and where its bytes are in the shards joined one after the other. */
export interface StoredTensor {
  readonly entry: WeightEntry;
  readonly start: number;
  readonly end: number;
}

export interface LayersModelFile {
  /** As it was, with whatever else it holds. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly tensors: readonly StoredTensor[];
  /** Positions in `tensors` of the last dense layer's numbers. */
  readonly kernel: number;
  readonly bias: number;
}

/**
 * Reads a model.json.
 *
 * @throws Failure `modelInvalid` where it is no LayersModel whose last layer is dense, with a bias
 */
export function readLayersModel(text: string): LayersModelFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw invalid('model.json is not JSON', thrown);
  }
  const result = v.safeParse(fileSchema, json);
  if (!result.success) throw invalid('model.json does not hold a TensorFlow.js LayersModel');
  const dense = lastLayer(result.output.modelTopology);
  const tensors: StoredTensor[] = [];
  let start = 0;
  for (const entry of result.output.weightsManifest.flatMap(({ weights }) => weights)) {
    const width = dtypeBytes[entry.quantization?.dtype ?? entry.dtype];
    if (width === undefined) throw invalid(`${entry.name} has numbers of a kind that is not known`);
    const end = start + width * entry.shape.reduce((product, side) => product * side, 1);
    tensors.push({ entry, start, end });
    start = end;
  }
  const find = (name: string) => tensors.findIndex(({ entry }) => entry.name === `${dense}/${name}`);
  const [kernel, bias] = [find('kernel'), find('bias')];
  const shape = tensors[kernel]?.entry.shape ?? [];
  if (bias < 0 || shape.length !== 2 || shape[1] !== tensors[bias]!.entry.shape[0]) {
    throw invalid('Its last layer is not a dense one with a bias');
  }
  return { json: json as Record<string, unknown>, tensors, kernel, bias };
}

/** Name of the last layer, which must be dense and the model's output. */
function lastLayer(topology: Record<string, unknown>): string {
  // Keras wraps the model into `model_config`, TensorFlow.js does not.
  const wrapped = v.safeParse(topologySchema, topology);
  const config = wrapped.success ? wrapped.output.model_config.config : topology['config'];
  const layers = Array.isArray(config) ? config : (config as { layers?: unknown } | undefined)?.layers;
  const last = v.safeParse(layerSchema, Array.isArray(layers) ? layers.at(-1) : undefined);
  if (!last.success || last.output.class_name !== 'Dense') throw invalid('Its last layer is not a dense one');
  return last.output.config.name;
}

function invalid(reason: string, cause?: unknown): Failure {
  return new Failure('modelInvalid', reason, { reason, file: 'model.json' }, { cause });
}
