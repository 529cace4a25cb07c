/** Names of classes, from the files that people keep beside a model. */
import { fieldOf, listOf, numberOf, objectOf, textOf } from './json/modelJson.ts';
import type { JsonValue, LabelList } from './modelSource.ts';
import { plainText } from './plainText.ts';

const maxLabels = 25_000;
const maxLabelLength = 200;

/** Names in a JSON file: a list, `{ "cat": 0 }`, `{ "0": "cat" }` or `{ "labels": […] }`; else null. */
export function labelsFromJson(json: JsonValue, file: string): LabelList | null {
  const list = listOf(json);
  if (list) {
    const names = list.map((entry) => textOf(entry) ?? textOf(fieldOf(objectOf(entry) ?? {}, 'name')));
    return names.every((name) => name !== null) ? labelList(file, names) : null;
  }
  const object = objectOf(json);
  if (!object) return null;
  for (const key of ['labels', 'classes', 'class_names', 'classNames', 'class_indices', 'id2label']) {
    const inner = fieldOf(object, key);
    const found = inner === undefined ? null : labelsFromJson(inner, file);
    if (found) return found;
  }
  return labelsFromIndices(Object.entries(object), file);
}

function labelsFromIndices(
  entries: readonly (readonly [string, JsonValue])[],
  file: string,
): LabelList | null {
  if (entries.length < 2 || entries.length > maxLabels) return null;
  const labels = new Array<string | undefined>(entries.length);
  for (const [key, value] of entries) {
    // {"cat": 0}, {"0": "cat"} or, for ImageNet, {"0": ["n01440764", "tench"]}.
    const index = numberOf(value) ?? (/^\d{1,6}$/.test(key) ? Number(key) : -1);
    const name = typeof value === 'number' ? key : (textOf(value) ?? textOf(listOf(value)?.at(-1)));
    if (
      !Number.isInteger(index) ||
      index < 0 ||
      index >= labels.length ||
      name === null ||
      labels[index] !== undefined
    ) {
      return null;
    }
    labels[index] = name;
  }
  return labelList(file, labels as string[]);
}

/** Names in a text file, one a line; a number before each (“0 Cat”) is its class and is left out. */
export function labelsFromText(text: string, file: string): LabelList | null {
  const lines = text
    .replace(/^\ufeff/u, '')
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < 2 || lines.length > maxLabels) return null;
  const isNumbered = lines.every((line, index) => new RegExp(`^${index}[\\s:,;.)-]+\\S`, 'u').test(line));
  return labelList(file, isNumbered ? lines.map((line) => line.replace(/^\d+[\s:,;.)-]+/u, '')) : lines);
}

/** Text only: control characters become spaces, and no name is longer than 200 characters. */
function labelList(file: string, names: readonly string[]): LabelList | null {
  if (names.length < 2 || names.length > maxLabels) return null;
  return { file, labels: names.map((name) => plainText(name).slice(0, maxLabelLength)) };
}
