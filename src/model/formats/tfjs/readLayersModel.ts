/** A LayersModel of TensorFlow.js, as Teachable Machine, ml5 and Keras' converter write them. */

import { fieldOf } from '../json/modelJson.ts';
import { buildLayers } from '../layers/buildLayers.ts';
import { flattenModel } from '../layers/flatten.ts';
import type { JsonObject } from '../modelSource.ts';
import type { ReadContext, ReadNetwork } from '../reader.ts';
import { readManifest } from '../weights/manifest.ts';
import { takeByName } from '../weights/takeByName.ts';
import type { TfjsModelFile } from './modelFile.ts';

/** @throws Failure of the steps: see `readModel` */
export function readLayersModel(
  model: TfjsModelFile,
  file: string,
  metadata: JsonObject | null,
  { files, assumedSide, output }: ReadContext,
): ReadNetwork {
  const network = flattenModel(model.topology, file);
  const weights = readManifest(model.manifest, files, file);
  const isKeras3 = String(fieldOf(model.topology, 'keras_version') ?? '').startsWith('3');
  const built = buildLayers(network, {
    file,
    isKeras3,
    take: takeByName(weights, file),
    assumedSide,
    output,
  });
  const isTeachable =
    metadata !== null &&
    (fieldOf(metadata, 'tmVersion') !== undefined || fieldOf(metadata, 'packageName') !== undefined);
  return {
    format: isTeachable ? 'teachableMachine' : 'tfjsLayers',
    name: network.name,
    ...built,
    containers: network.containers,
    metadata: metadata ?? model.userDefinedMetadata,
  };
}
