/** Models of other people that readers are tested with: those beside the tests, and larger ones where they lie. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ModelFile } from '../src/model/formats/modelSource.ts';

const folders = [
  join(import.meta.dirname, 'fixtures/models'),
  join(import.meta.dirname, '../../shared/models'),
];

/** The predictions of the subjects by their path: probabilities for {@link patternPicture}. */
export const predictions = JSON.parse(
  readFileSync(join(folders[0]!, 'predictions.json'), 'utf8'),
) as Readonly<Record<string, readonly number[]>>;

/** A subject's files, with those whose names begin alike (shards); null where this machine does not have it. */
export function readSubject(path: string): ModelFile[] | null {
  const folder = folders
    .map((root) => join(root, dirname(path)))
    .find((where) => existsSync(join(where, basename(path))));
  if (folder === undefined) return null;
  const stem = basename(path).split('.')[0]!;
  const names = readdirSync(folder).filter((name) => name.startsWith(`${stem}.`));
  return names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}

/** value(y, x, c) = low + (high − low) · ((3y + 5x + 40c) mod 256) / 255, row-major. */
export function patternPicture(
  [height, width, channels]: readonly number[],
  low: number,
  high: number,
): Float32Array {
  return Float32Array.from({ length: height! * width! * channels! }, (_, index) => {
    const c = index % channels!;
    const x = Math.floor(index / channels!) % width!;
    const y = Math.floor(index / (channels! * width!));
    return low + ((high - low) * ((3 * y + 5 * x + 40 * c) % 256)) / 255;
  });
}

/** Files of a network in fixtures/models/made, which Keras or ONNX made. */
export function readMade(...names: readonly string[]): ModelFile[] {
  return names.map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(join(folders[0]!, 'made', name))),
  }));
}

type Answers = Readonly<Record<string, { readonly high: number; readonly values: readonly number[] }>>;

/** What Keras answers to {@link patternPicture} from 0 to `high`. */
export const keras = readAnswers('predictions.json');

/** What ONNX's reference evaluator answers. */
export const onnx = readAnswers('onnxPredictions.json');

function readAnswers(file: string): Answers {
  return JSON.parse(readFileSync(join(folders[0]!, 'made', file), 'utf8')) as Answers;
}
