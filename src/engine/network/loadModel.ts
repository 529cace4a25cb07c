/** From a card's URL to checked files, and from those to a LayersModel. */
import * as tf from '@tensorflow/tfjs';
import { Failure } from '../../lib/failure.ts';
import type { ModelCard, ModelFile } from '../../model/card/card.ts';
import { parseModelCard } from '../../model/card/parseModelCard.ts';
import type { ModelId } from '../api.ts';
import { concatenate, type FetchBytes } from './fetchBytes.ts';
import { modelInvalid } from './modelInvalid.ts';

/** A model's checked files. */
export interface FetchedModel {
  readonly id: ModelId;
  readonly card: ModelCard;
  readonly topology: Uint8Array;
  readonly shards: readonly Uint8Array[];
}

export interface LoadOptions {
  readonly fetchBytes: FetchBytes;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (loadedBytes: number, totalBytes: number) => void;
}

/** @throws Failure `modelUnreachable`, `modelCorrupt` (details: file, problem), `modelInvalid`, `cancelled` */
export async function fetchCard(url: string, { fetchBytes, signal }: LoadOptions): Promise<ModelCard> {
  return parseModelCard(parseJson(await fetchBytes(url, { signal }), 'card.json'));
}

/** See {@link ModelId}. */
export function modelIdOf({ files }: ModelCard): ModelId {
  return files.map(({ sha256 }) => sha256.slice(0, 16)).join('-');
}

/**
 * Fetches the files that a card names: each must have the size and the SHA-256 that the card states, so that a
 * half-finished deployment or a meddling proxy is noticed before it explains anything. Where the page is not served
 * securely there is no SHA-256 to compute and the sizes alone are checked.
 *
 * @param url the card's
 * @throws Failure `modelUnreachable`, `modelCorrupt` (details: file, problem), `cancelled`
 */
export async function fetchModel(url: string, card: ModelCard, options: LoadOptions): Promise<FetchedModel> {
  const folder = url.slice(0, url.lastIndexOf('/') + 1);
  const files = await fetchFiles(folder, card.files, options);
  const [topology, ...shards] = files as [Uint8Array, ...Uint8Array[]];
  return { id: modelIdOf(card), card, topology, shards };
}

/** Fetches and builds. */
export async function loadModel(
  cardUrl: string,
  options: LoadOptions,
): Promise<{ readonly id: ModelId; readonly card: ModelCard; readonly model: tf.LayersModel }> {
  const card = await fetchCard(cardUrl, options);
  const fetched = await fetchModel(cardUrl, card, options);
  return { id: fetched.id, card, model: await buildModel(fetched) };
}

async function fetchFiles(
  folder: string,
  files: readonly ModelFile[],
  { fetchBytes, signal, onProgress }: LoadOptions,
): Promise<Uint8Array[]> {
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const loaded = files.map(() => 0);
  let reported = 0;
  return Promise.all(
    files.map(async (file, index) => {
      const bytes = await fetchBytes(folder + file.path, {
        signal,
        onProgress: (loadedBytes) => {
          loaded[index] = Math.min(loadedBytes, file.sizeBytes);
          // A retried file starts again at zero; what is shown never goes back.
          reported = Math.max(
            reported,
            loaded.reduce((sum, value) => sum + value, 0),
          );
          onProgress(reported, totalBytes);
        },
      });
      await checkFile(file, bytes);
      return bytes;
    }),
  );
}

async function checkFile(file: ModelFile, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength !== file.sizeBytes) {
    throw new Failure('modelCorrupt', `${bytes.byteLength} bytes instead of ${file.sizeBytes}`, {
      file: file.path,
      problem: 'size',
    });
  }
  // Missing outside secure contexts, although its type says otherwise.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) return;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== file.sha256) {
    throw new Failure('modelCorrupt', `SHA-256 ${found}`, { file: file.path, problem: 'checksum' });
  }
}

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/** @throws Failure `modelCorrupt`, `modelInvalid` */
export async function buildModel({ topology, shards }: FetchedModel): Promise<tf.LayersModel> {
  const json = parseJson(topology, 'model.json');
  if (!isModelJson(json)) {
    throw modelInvalid('model.json does not hold a TensorFlow.js LayersModel', { file: 'model.json' });
  }
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  const sizeBytes = shards.reduce((sum, shard) => sum + shard.byteLength, 0);
  const weightData = concatenate(shards, sizeBytes).buffer;
  try {
    return await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology: json.modelTopology, weightSpecs, weightData }),
    );
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw modelInvalid(`TensorFlow.js can not build it: ${message}`, { file: 'model.json' }, thrown);
  }
}

function isModelJson(json: unknown): json is ModelJson {
  if (typeof json !== 'object' || json === null) return false;
  const { modelTopology, weightsManifest } = json as Record<string, unknown>;
  return (
    typeof modelTopology === 'object' &&
    modelTopology !== null &&
    Array.isArray(weightsManifest) &&
    weightsManifest.every((group: unknown) => Array.isArray((group as { weights?: unknown } | null)?.weights))
  );
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (thrown) {
    throw new Failure('modelCorrupt', `${file} is not JSON`, { file, problem: 'json' }, { cause: thrown });
  }
}
