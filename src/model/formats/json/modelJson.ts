/** JSON from strangers: size and depth are limited, and Python's NaN and Infinity are borne. */
import { MAX_JSON_BYTES } from '../limits.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';
import { damaged, tooLarge } from '../refuse.ts';

/** Real models nest about 60 deep: containers in containers, each with configurations of its own. */
const maxDepth = 200;

/**
 * Parses a JSON file.
 * @throws Failure `modelTooLarge` over 32 MB, `modelFileDamaged` where it is not JSON or nests too deep
 */
export function parseModelJson(bytes: Uint8Array, file: string): JsonValue {
  if (bytes.length > MAX_JSON_BYTES) throw tooLarge(`“${file}” has over 32 MB of JSON`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw damaged(file, 'It is not text');
  }
  return parseModelText(text, file);
}

/** The same for a text, as HDF5 attributes hold it; NUL and space at its end are padding. */
export function parseModelText(text: string, file: string): JsonValue {
  if (text.length > MAX_JSON_BYTES) throw tooLarge(`“${file}” has over 32 MB of JSON`);
  if (nestsTooDeep(text)) throw damaged(file, `Its JSON nests deeper than ${maxDepth} levels`);
  const trimmed = text.replace(/[\0\s]+$/u, '');
  try {
    return JSON.parse(trimmed) as JsonValue;
  } catch {
    // Python writes NaN and Infinity, which JSON does not know.
  }
  try {
    return JSON.parse(withoutPythonNumbers(trimmed)) as JsonValue;
  } catch {
    throw damaged(file, 'It is not JSON, or its end is missing');
  }
}

/** Counts brackets outside of strings. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index);
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;

/** Where the string ends that begins at `start`, or the text's end. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === backslash) index++;
    else if (code === quote) return index;
  }
  return text.length;
}

/** NaN becomes null and Infinity a number that overflows to it, outside of strings only. */
function withoutPythonNumbers(text: string): string {
  let result = '';
  let from = 0;
  for (let index = 0; index <= text.length; index++) {
    if (index < text.length && text.charCodeAt(index) !== quote) continue;
    result += text.slice(from, index).replaceAll('NaN', 'null').replaceAll('Infinity', '1e999');
    if (index === text.length) break;
    const end = endOfString(text, index);
    result += text.slice(index, end + 1);
    from = end + 1;
    index = end;
  }
  return result;
}

/** The value as an object, or null. Arrays are none. */
export function objectOf(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value as a list, or null. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] | null {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : null;
}

/** A field of an object's own; `constructor` and its like are not found where a file does not hold them. */
export function fieldOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}

export function numbersOf(value: JsonValue | undefined): number[] | null {
  const list = listOf(value);
  return list?.every((entry) => typeof entry === 'number') ? (list as number[]).slice() : null;
}
