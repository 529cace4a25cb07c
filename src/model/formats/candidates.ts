/** Which of the files are models, with the reader that each needs. */

import { fieldOf, objectOf, parseModelJson, textOf } from './json/modelJson.ts';
import { hasModelConfig, readKerasArchive, readKerasHdf5 } from './keras/readKeras.ts';
import type { JsonObject, JsonValue, ModelFile } from './modelSource.ts';

import { readOnnx } from './onnx/readOnnx.ts';
import type { Bundle, KnownFile } from './openFiles.ts';
import type { ReadContext, ReadNetwork } from './reader.ts';
import { readTfjsFile } from './tfjs/modelFile.ts';
import { readGraphModel } from './tfjs/readGraphModel.ts';
import { readLayersModel } from './tfjs/readLayersModel.ts';

export interface Candidate {
  readonly file: string;
  readonly bundle: Bundle;
  /** `metadata.json` of the same bundle. */
  readonly metadata: JsonObject | null;
  /** Files that can hold no labels, since they hold the model. */
  readonly modelFiles: readonly ModelFile[];
  readonly read: (context: ReadContext) => ReadNetwork;
}

/** @throws Failure of a broken JSON file, where there is no other model beside it */
export function findCandidates(bundles: readonly Bundle[]): Candidate[] {
  const failures: unknown[] = [];
  const candidates = bundles.flatMap((bundle) => candidatesOf(bundle, failures));
  if (candidates.length > 0) return candidates;
  // Configuration and weights that lie in different places: config.json loose beside an archive, for instance.
  const all = { name: '', files: bundles.flatMap(({ files }) => files) };
  const joined = bundles.length > 1 ? candidatesOf(all, []) : [];
  if (joined.length === 0 && failures.length > 0) throw failures[0];
  return joined;
}

function candidatesOf(bundle: Bundle, failures: unknown[]): Candidate[] {
  const jsons = bundle.files
    .filter(({ kind }) => kind === 'json')
    .map((file) => ({ file, json: parseOrNote(file, failures) }));
  const metadata = objectOf(jsons.find(({ json }) => isMetadata(json))?.json);
  const candidate = (file: KnownFile, read: Candidate['read'], ...more: ModelFile[]): Candidate => ({
    file: file.name,
    bundle,
    metadata,
    modelFiles: [file, ...more],
    read,
  });
  const found: Candidate[] = [];
  const hdf5 = bundle.files.filter(({ kind }) => kind === 'hdf5');
  for (const { file, json } of jsons) {
    const tfjs = readTfjsFile(json);
    if (tfjs) {
      const reader = tfjs.kind === 'graph' ? readGraphModel : readLayersModel;
      found.push(candidate(file, (context) => reader(tfjs, file.name, metadata, context)));
    } else if (isKerasConfig(json)) {
      const weights = hdf5.find(({ bytes, name }) => !hasModelConfig(bytes, name)) ?? hdf5[0];
      if (weights)
        found.push(
          candidate(file, (context) => readKerasArchive(json, file.name, weights, context), weights),
        );
    }
  }
  if (found.length > 0 && !found.some(({ modelFiles }) => modelFiles.length === 1)) {
    return found;
  }
  for (const file of hdf5) {
    if (hasModelConfig(file.bytes, file.name))
      found.push(candidate(file, (context) => readKerasHdf5(file, context)));
  }
  for (const file of bundle.files) {
    if (file.kind === 'onnx') found.push(candidate(file, (context) => readOnnx(file, context)));
  }
  return found;
}

/** A list of labels may be broken; only where no model is found did the broken file perhaps hold it. */
function parseOrNote(file: KnownFile, failures: unknown[]): JsonValue {
  try {
    return parseModelJson(file.bytes, file.name);
  } catch (thrown) {
    failures.push(thrown);
    return null;
  }
}

function isMetadata(json: JsonValue): boolean {
  const object = objectOf(json);
  if (!object || fieldOf(object, 'modelTopology') !== undefined) return false;
  return ['tfjsVersion', 'tmVersion', 'packageName', 'imageSize', 'modelName'].some(
    (key) => fieldOf(object, key) !== undefined,
  );
}

function isKerasConfig(json: JsonValue): json is JsonObject {
  const object = objectOf(json);
  return (
    object !== null &&
    textOf(fieldOf(object, 'class_name')) !== null &&
    fieldOf(object, 'config') !== undefined
  );
}
