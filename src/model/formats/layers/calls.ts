/** How Keras and TensorFlow.js write which layers a layer reads: three ways since 2015. */
import { fieldOf, listOf, numberOf, objectOf, textOf } from '../json/modelJson.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';

export interface LayerCall {
  readonly inputs: readonly string[];
  readonly constants: Record<string, JsonValue>;
}

/**
 * Reads `inbound_nodes`, one entry for each time the layer is used. Lists of `[layer, node, tensor, arguments]`
 * (Keras 1 and 2, TensorFlow.js) or objects with `args` and `kwargs` (Keras 3).
 *
 * @returns null where it is neither
 */
export function readCalls(inboundNodes: JsonValue | undefined): LayerCall[] | null {
  const nodes = listOf(inboundNodes) ?? [];
  const calls = nodes.map(readCall);
  return calls.every((call) => call !== null) ? calls : null;
}

function readCall(node: JsonValue): LayerCall | null {
  const inputs: string[] = [];
  const constants: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  const keras3 = objectOf(node);
  if (keras3) {
    (listOf(fieldOf(keras3, 'args')) ?? []).forEach((argument, index) => {
      constants[`argument${index}`] = withoutTensors(argument, inputs, 0);
    });
    const named = objectOf(fieldOf(keras3, 'kwargs')) ?? {};
    for (const key of Object.keys(named)) constants[key] = withoutTensors(named[key]!, inputs, 0);
    return { inputs, constants };
  }
  const list = listOf(node);
  if (list === null) return null;
  // Operations of Keras 2 stand without the outer list.
  const references = typeof list[0] === 'string' ? [list] : list.map(listOf);
  for (const reference of references) {
    const name = reference && textOf(reference[0]);
    if (!reference || name === null) return null;
    inputs.push(name);
    const named = objectOf(reference[3]) ?? {};
    for (const key of Object.keys(named)) constants[key] = withoutReferences(named[key]!, inputs);
  }
  return { inputs, constants };
}

/** Collects the tensors of Keras 3 from an argument and puts null in their place. */
function withoutTensors(value: JsonValue, inputs: string[], depth: number): JsonValue {
  if (depth > 8) return null;
  const list = listOf(value);
  if (list) return list.map((entry) => withoutTensors(entry, inputs, depth + 1));
  const object = objectOf(value);
  if (object === null) return value;
  const config = objectOf(fieldOf(object, 'config'));
  const history = config && listOf(fieldOf(config, 'keras_history'));
  const name = history && textOf(history[0]);
  if (typeof name === 'string') {
    inputs.push(name);
    return null;
  }
  const items = config && listOf(fieldOf(config, 'value'));
  return fieldOf(object, 'class_name') === '__numpy__' && items ? items : object;
}

/** In Keras 2 a keyword argument may be `[layer, node, tensor]`. */
function withoutReferences(value: JsonValue, inputs: string[]): JsonValue {
  const list = listOf(value);
  if (list?.length === 3 && typeof list[0] === 'string' && numberOf(list[1]) !== null) {
    inputs.push(list[0]);
    return null;
  }
  return value;
}

/** Names of `input_layers` or `output_layers`: a list of references, one reference, or an object of them. */
export function readReferences(value: JsonValue | undefined): string[] {
  const object: JsonObject | null = objectOf(value);
  const list = object ? Object.values(object) : listOf(value);
  if (!list) return [];
  if (typeof list[0] === 'string' && typeof list[1] === 'number') return [list[0]];
  return list.flatMap((entry) => {
    const name = textOf(listOf(entry)?.[0]) ?? textOf(entry);
    return name === null ? [] : [name];
  });
}
