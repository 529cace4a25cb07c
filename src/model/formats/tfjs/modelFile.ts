/** model.json of TensorFlow.js: which of its two kinds it is, and what its author wrote into it. */
import { fieldOf, listOf, objectOf, textOf } from '../json/modelJson.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';

export interface TfjsModelFile {
  readonly kind: 'layers' | 'graph';
  readonly topology: JsonObject;
  readonly manifest: JsonValue | undefined;
  readonly userDefinedMetadata: JsonObject | null;
  /** Signature of a GraphModel: names of its inputs and outputs. */
  readonly signature: JsonObject | null;
}

/** The file's parts, or null where it is no model of TensorFlow.js. */
export function readTfjsFile(json: JsonValue): TfjsModelFile | null {
  const object = objectOf(json);
  const topology = object && objectOf(fieldOf(object, 'modelTopology'));
  if (!object || !topology) return null;
  const isGraph =
    listOf(fieldOf(topology, 'node')) !== null || textOf(fieldOf(object, 'format')) === 'graph-model';
  // Converters of Keras files wrap the network once more.
  const inner = objectOf(fieldOf(topology, 'model_config')) ?? topology;
  const userDefined = objectOf(fieldOf(object, 'userDefinedMetadata'));
  return {
    kind: isGraph ? 'graph' : 'layers',
    topology: isGraph ? topology : inner,
    manifest: fieldOf(object, 'weightsManifest'),
    userDefinedMetadata: userDefined,
    signature:
      objectOf(fieldOf(object, 'signature')) ?? (userDefined && objectOf(fieldOf(userDefined, 'signature'))),
  };
}
