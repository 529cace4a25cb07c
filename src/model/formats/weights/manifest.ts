/**
 * Weights of TensorFlow.js: a manifest of groups, each with the names of its files (shards) and of its tensors in
 * the order in which their bytes follow each other. Quantised tensors are `value · scale + min`.
 */
import { fieldOf, listOf, numberOf, numbersOf, objectOf, textOf } from '../json/modelJson.ts';
import { countOf, MAX_NODES, MAX_PARAMETERS } from '../limits.ts';
import type { JsonObject, JsonValue, ModelFile, Weight } from '../modelSource.ts';
import { damaged, missing, refused, shortened, tooLarge } from '../refuse.ts';
import { toFloat32, toFloat32FromHalves, toInt32 } from './floats.ts';

const bytesOf: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['float16', 2],
  ['uint16', 2],
  ['uint8', 1],
  ['bool', 1],
]);

/**
 * Reads all weights that a manifest lists.
 *
 * @param files where the shards are looked for, by the last part of their name; nothing is ever fetched
 * @throws Failure `modelFileMissing`, `modelFileDamaged` (too few or too many bytes), `modelTooLarge`
 */
export function readManifest(
  manifest: JsonValue | undefined,
  files: readonly ModelFile[],
  file: string,
): Map<string, Weight> {
  const groups = listOf(manifest);
  if (groups === null) throw damaged(file, 'It lists no weights');
  const weights = new Map<string, Weight>();
  let parameters = 0;
  for (const group of groups.map(objectOf)) {
    const specs = group && listOf(fieldOf(group, 'weights'))?.map(objectOf);
    if (!group || !specs) throw damaged(file, 'Its list of weights is broken');
    const bytes = joinShards(listOf(fieldOf(group, 'paths')) ?? [], files, file);
    let offset = 0;
    for (const spec of specs) {
      const read = readTensor(spec, bytes, offset, file);
      if (weights.has(read.name)) throw damaged(file, `It lists “${shortened(read.name)}” twice`);
      weights.set(read.name, read.weight);
      parameters += read.weight.values.length;
      offset = read.end;
      if (weights.size > MAX_NODES * 4 || parameters > MAX_PARAMETERS) {
        throw tooLarge('The network has more weights than can be explained here', { limit: MAX_PARAMETERS });
      }
    }
    if (offset !== bytes.length) throw damaged(file, 'The weights have more bytes than its list names');
  }
  return weights;
}

function joinShards(paths: readonly JsonValue[], files: readonly ModelFile[], file: string): Uint8Array {
  const shards = paths.map((path) => {
    const wanted = textOf(path);
    if (wanted === null) throw damaged(file, 'A file of weights has no name');
    const name = wanted.slice(Math.max(wanted.lastIndexOf('/'), wanted.lastIndexOf('\\')) + 1);
    const found = files.find((candidate) => candidate.name === name);
    if (!found) throw missing(name);
    return found.bytes;
  });
  if (new Set(shards).size !== shards.length) throw damaged(file, 'It names a file of weights twice');
  // Already in memory, so their sum is no larger than what was let in.
  const joined = new Uint8Array(shards.reduce((sum, shard) => sum + shard.length, 0));
  let offset = 0;
  for (const shard of shards) {
    joined.set(shard, offset);
    offset += shard.length;
  }
  return joined;
}

function readTensor(
  spec: JsonObject | null,
  bytes: Uint8Array,
  offset: number,
  file: string,
): { name: string; weight: Weight; end: number } {
  const name = spec && textOf(fieldOf(spec, 'name'));
  const shape = spec && numbersOf(fieldOf(spec, 'shape'));
  const dtype = spec && textOf(fieldOf(spec, 'dtype'));
  if (!spec || name === null || shape === null || dtype === null) {
    throw damaged(file, 'Its list of weights is broken');
  }
  const count = countOf(shape, name);
  const quantisation = objectOf(fieldOf(spec, 'quantization'));
  const stored = (quantisation && textOf(fieldOf(quantisation, 'dtype'))) ?? dtype;
  const size = bytesOf.get(stored);
  if (size === undefined)
    throw refused(`The weights “${shortened(name)}” are of the kind ${shortened(stored)}`);
  const end = offset + count * size;
  if (end > bytes.length) throw damaged(file, 'The weights have fewer bytes than its list names');
  const part = bytes.subarray(offset, end);
  const values = decode(part, stored, dtype, quantisation, name);
  return { name, weight: { shape, dtype: values instanceof Int32Array ? 'int32' : 'float32', values }, end };
}

function decode(
  part: Uint8Array,
  stored: string,
  dtype: string,
  quantisation: JsonObject | null,
  name: string,
): Float32Array | Int32Array {
  if (stored === 'float16') return toFloat32FromHalves(part);
  if (quantisation === null) {
    if (stored === 'float32') return toFloat32(part);
    return stored === 'int32' ? toInt32(part) : Int32Array.from(part);
  }
  const scale = numberOf(fieldOf(quantisation, 'scale'));
  const low = numberOf(fieldOf(quantisation, 'min'));
  if (scale === null || low === null || (stored !== 'uint8' && stored !== 'uint16')) {
    throw refused(`The weights “${shortened(name)}” are packed in a way that is not known here`);
  }
  const codes = stored === 'uint8' ? part : new Uint16Array(part.slice().buffer);
  // Float32Array.from would ask an iterator for each number, at twenty times the cost.
  const restored = new Float32Array(codes.length);
  for (let index = 0; index < codes.length; index++) restored[index] = codes[index]! * scale + low;
  return dtype === 'int32' ? Int32Array.from(restored, Math.round) : restored;
}
