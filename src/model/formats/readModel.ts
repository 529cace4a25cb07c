/** Any mixture of dropped files, under any names, to the one model that they hold. */
import { Failure } from '../../lib/failure.ts';
import { findCandidates } from './candidates.ts';
import { fieldOf } from './json/modelJson.ts';
import { labelsFromJson, labelsFromText } from './labels.ts';
import type { JsonObject, JsonValue, LabelList, ModelFile, ModelSource } from './modelSource.ts';
import { type Bundle, bundleFiles } from './openFiles.ts';
import { plainText } from './plainText.ts';
import { missing, shortened } from './refuse.ts';
import { refusedFormats } from './sniffModel.ts';

export interface ReadOptions {
  /** Side in pixels for a model that leaves its size open; 224 without it. */
  readonly inputSide?: number;
  /** Name of the output to explain where there are several. */
  readonly output?: string;
}

/**
 * Reads the model among some files. Each file is recognised by its content. Nothing is fetched and nothing in a
 * file is run; sizes are checked before anything of that size is made.
 *
 * @throws Failure `modelNotFound`, `modelSeveral`, `modelFormatRefused` (details: format), `modelFileMissing`,
 *   `modelFileDamaged`, `modelTooLarge`, `modelKindRefused`, `modelPartsUnknown`
 */
export function readModel(files: readonly ModelFile[], options: ReadOptions = {}): ModelSource {
  const bundles = bundleFiles(files);
  const candidates = findCandidates(bundles);
  if (candidates.length > 1) {
    const names = candidates.map(({ file }) => shortened(file)).join(', ');
    throw new Failure('modelSeveral', `several models: ${names}`, { files: names });
  }
  const [candidate] = candidates;
  if (!candidate) throw nothingFound(bundles);
  const { bundle, file, metadata } = candidate;
  const others = bundles.filter((other) => other !== bundle).flatMap((other) => other.files);
  const network = candidate.read({
    files: [...bundle.files, ...others],
    assumedSide: options.inputSide ?? sideOf(metadata) ?? 224,
    output: options.output,
  });
  const { containers, metadata: own, name, ...rest } = network;
  const found = own ?? metadata;
  return {
    ...rest,
    name: nameOf(found, name, bundle.name || file),
    notes: { metadata: found, containers, labelLists: collectLabels(bundles, candidate.modelFiles) },
  };
}

/** Why nothing could be read, in the order of what helps most. */
function nothingFound(bundles: readonly Bundle[]): Failure {
  const all = bundles.flatMap((bundle) => bundle.files);
  const refusedFile = refusedFormats
    .map((format) => all.find(({ kind }) => kind === format))
    .find((file) => file !== undefined);
  if (refusedFile) {
    const details = { format: refusedFile.kind, file: shortened(refusedFile.name) };
    return new Failure('modelFormatRefused', `a file of the format ${refusedFile.kind}`, details);
  }
  if (all.some(({ kind }) => kind === 'hdf5')) return missing('config.json');
  const file = shortened(all[0]?.name ?? bundles[0]?.name ?? '');
  return new Failure('modelNotFound', 'none of the files is a model', { file, files: all.length });
}

function sideOf(metadata: JsonObject | null): number | null {
  const side = metadata && fieldOf(metadata, 'imageSize');
  return typeof side === 'number' && Number.isInteger(side) && side >= 8 && side <= 1024 ? side : null;
}

function nameOf(metadata: JsonObject | null, own: string, file: string): string {
  const given = metadata && fieldOf(metadata, 'modelName');
  const generic =
    /^(?:untitled|tm-my-image-model|my_model|model(?:_?\d*)|sequential(?:_\d+)?|functional(?:_\d+)?)?$/iu;
  const named = [typeof given === 'string' ? given : '', own, file.replace(/\.[A-Za-z0-9]{1,8}$/u, '')];
  const clean = named.map(plainText);
  return shortened(clean.find((name) => !generic.test(name)) ?? clean.find((name) => name !== '') ?? 'model');
}

/** Every list of names among the files; which of them fits is the sheet's question. */
function collectLabels(bundles: readonly Bundle[], modelFiles: readonly ModelFile[]): LabelList[] {
  const lists: LabelList[] = [];
  for (const { name, bytes, kind } of bundles.flatMap((bundle) => bundle.files)) {
    const isModel = modelFiles.some((file) => file.bytes === bytes);
    if (isModel || bytes.length > 4 * 2 ** 20 || (kind !== 'json' && kind !== 'text')) continue;
    const text = new TextDecoder().decode(bytes);
    const list = kind === 'text' ? labelsFromText(text, name) : labelsFromJson(parseLoosely(text), name);
    if (list) lists.push(list);
  }
  return lists;
}

/** A label file that is no JSON after all is no reason to refuse a model. */
function parseLoosely(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
