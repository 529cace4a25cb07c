/** Keras files: `.keras` archives, weights with their configuration beside them, and .h5 files with both inside. */
import { openHdf5 } from '../hdf5/openHdf5.ts';
import { fieldOf, objectOf, parseModelText, textOf } from '../json/modelJson.ts';
import { buildLayers } from '../layers/buildLayers.ts';
import { flattenModel } from '../layers/flatten.ts';
import type { TakeWeights } from '../layers/rawLayer.ts';
import type { JsonObject, ModelFile, ModelFormat } from '../modelSource.ts';
import type { ReadContext, ReadNetwork } from '../reader.ts';
import { damaged } from '../refuse.ts';
import { takeFromLegacy } from './legacyWeights.ts';
import { takeFromStore } from './storeWeights.ts';

/** Whether an HDF5 file holds a model and not weights alone; never throws. */
export function hasModelConfig(bytes: Uint8Array, name: string): boolean {
  try {
    return openHdf5(bytes, name).texts('model_config') !== null;
  } catch {
    return false;
  }
}

/**
 * A configuration as JSON with its weights in another file: what a `.keras` archive unpacks to.
 * @throws Failure of the steps: see `readModel`
 */
export function readKerasArchive(
  json: JsonObject,
  file: string,
  weights: ModelFile,
  context: ReadContext,
): ReadNetwork {
  const root = openHdf5(weights.bytes, weights.name);
  const isLegacy = root.texts('layer_names') !== null || root.find('model_weights') !== null;
  const take = (isLegacy ? takeFromLegacy : takeFromStore)(root, weights.name);
  const format = file === 'config.json' && !isLegacy ? 'kerasArchive' : 'kerasWeights';
  return build(json, file, format, isWrittenByKeras3(json, null), take, context);
}

/** A `.h5` file with the configuration in an attribute. @throws Failure of the steps: see `readModel` */
export function readKerasHdf5({ bytes, name }: ModelFile, context: ReadContext): ReadNetwork {
  const root = openHdf5(bytes, name);
  const json = objectOf(parseModelText(root.texts('model_config')?.[0] ?? '', name));
  if (!json) throw damaged(name, 'Its configuration is not JSON');
  const isKeras3 = isWrittenByKeras3(json, root.texts('keras_version')?.[0] ?? null);
  return build(json, name, 'kerasHdf5', isKeras3, takeFromLegacy(root, name), context);
}

function build(
  json: JsonObject,
  file: string,
  format: ModelFormat,
  isKeras3: boolean,
  take: TakeWeights,
  { assumedSide, output }: ReadContext,
): ReadNetwork {
  const network = flattenModel(json, file);
  const built = buildLayers(network, { file, isKeras3, take, assumedSide, output });
  return { format, name: network.name, ...built, containers: network.containers, metadata: null };
}

/** Some functions changed their definition with Keras 3. Its configurations name `batch_shape`. */
function isWrittenByKeras3(json: JsonObject, version: string | null): boolean {
  if (version !== null) return version.startsWith('3');
  const written = textOf(fieldOf(json, 'keras_version')) ?? '';
  return written === '' ? JSON.stringify(json).includes('"batch_shape"') : written.startsWith('3');
}
