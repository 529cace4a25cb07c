import { Failure } from '../../lib/failure.ts';
import { exportedWeights, headFromWeights } from './exportedWeights.ts';
import type { Head } from './head.ts';
import { type LayersModelFile, readLayersModel, type StoredTensor } from './layersModel.ts';

/** A LayersModel as files, in memory. */
export interface LayersModelFiles {
  /** Text of model.json. */
  readonly modelJson: string;
  /** All shards, joined in the order of the manifest. */
  readonly weights: Uint8Array;
}

/** Name of the one file of numbers that `replaceHead` makes. */
export const weightsPath = 'weights.bin';

/**
 * The model with another dense layer at its end, as TensorFlow.js loads it: `model.json` and `weights.bin`. All other
 * numbers are as they were, to the byte.
 *
 * @param temperature is divided out of the weights, so that a plain program gets the calibrated probabilities
 * @throws Failure `modelInvalid` for a model whose last layer is not dense; RangeError where the head does not fit it
 */
export function replaceHead(model: LayersModelFiles, head: Head, temperature = 1): LayersModelFiles {
  const file = readChecked(model);
  const { tensors, kernel, bias } = file;
  const [dimension, units] = tensors[kernel]!.entry.shape;
  if (dimension !== head.dimension || units !== head.units) {
    throw new RangeError(`a head of ${head.dimension} × ${head.units} for one of ${dimension} × ${units}`);
  }
  const replaced = exportedWeights(head, temperature);
  const parts = tensors.map((tensor, at) => {
    if (at === kernel) return new Uint8Array(replaced.kernel.buffer);
    if (at === bias) return new Uint8Array(replaced.bias.buffer);
    return model.weights.subarray(tensor.start, tensor.end);
  });
  const weights = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    weights.set(part, start);
    start += part.length;
  }
  const entries = tensors.map(({ entry }, at) =>
    at === kernel || at === bias ? { name: entry.name, shape: entry.shape, dtype: 'float32' } : entry,
  );
  const json = { ...file.json, weightsManifest: [{ paths: [weightsPath], weights: entries }] };
  return { modelJson: JSON.stringify(json), weights };
}

/**
 * The dense layer at a model's end.
 *
 * @throws Failure `modelInvalid` for a model whose last layer is not dense, or is stored in fewer bits than float32
 */
export function readHead(model: LayersModelFiles): Head {
  const { tensors, kernel, bias } = readChecked(model);
  return headFromWeights(
    readFloats(model.weights, tensors[kernel]!),
    readFloats(model.weights, tensors[bias]!),
  );
}

function readChecked(model: LayersModelFiles): LayersModelFile {
  const file = readLayersModel(model.modelJson);
  const expected = file.tensors.at(-1)?.end ?? 0;
  if (model.weights.length !== expected) {
    const reason = `Its numbers take ${model.weights.length} bytes instead of ${expected}`;
    throw new Failure('modelInvalid', reason, { reason });
  }
  return file;
}

function readFloats(weights: Uint8Array, { entry, start, end }: StoredTensor): Float32Array {
  if (entry.dtype !== 'float32' || entry.quantization !== undefined) {
    const reason = `${entry.name} is not stored as float32`;
    throw new Failure('modelInvalid', reason, { reason });
  }
  // Copied, so that it begins at a multiple of four.
  return new Float32Array(Uint8Array.from(weights.subarray(start, end)).buffer);
}
