/** Attributes of TensorFlow's operations as its JSON writes them: wrapped by kind, texts in base64. */

import type { Attribute } from '../graph/graphNode.ts';
import { fieldOf, listOf, objectOf, textOf } from '../json/modelJson.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';

/** All attributes that are numbers, flags, texts or lists of these; tensors, types and functions are left out. */
export function readAttributes(attr: JsonObject): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const key of Object.keys(attr)) {
    const wrapped = objectOf(attr[key]);
    const value = wrapped && unwrap(wrapped);
    if (value !== null) attributes.set(key, value);
  }
  return attributes;
}

function unwrap(wrapped: JsonObject): Attribute | null {
  const list = objectOf(fieldOf(wrapped, 'list'));
  if (list) {
    const texts = listOf(fieldOf(list, 's'));
    if (texts) return texts.map(decodeText);
    return (listOf(fieldOf(list, 'i')) ?? listOf(fieldOf(list, 'f')) ?? []).map(Number);
  }
  const flag = fieldOf(wrapped, 'b');
  if (typeof flag === 'boolean') return flag;
  const text = fieldOf(wrapped, 's');
  if (text !== undefined) return decodeText(text);
  const number = Number(fieldOf(wrapped, 'i') ?? fieldOf(wrapped, 'f') ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

/** Base64, or a list of character codes. */
function decodeText(value: JsonValue): string {
  const codes = listOf(value);
  if (codes) return String.fromCharCode(...codes.slice(0, 1000).map(Number));
  try {
    return atob(textOf(value) ?? '');
  } catch {
    return '';
  }
}

/** The sizes of a `shape` attribute; −1 where it is open. Null where the file gives none. */
export function readShape(value: JsonValue | undefined): number[] | null {
  const object = objectOf(value);
  const shape =
    object && (objectOf(fieldOf(object, 'shape')) ?? objectOf(fieldOf(object, 'tensorShape')) ?? object);
  const dims = shape && listOf(fieldOf(shape, 'dim'));
  return dims?.map((dim) => Number(fieldOf(objectOf(dim) ?? {}, 'size') ?? -1)) ?? null;
}
