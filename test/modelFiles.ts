/** A model's files in memory, as a server would offer them. */
import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import type { FetchBytes } from '../src/engine/network/fetchBytes.ts';
import { Failure } from '../src/lib/failure.ts';
import type { ModelCard } from '../src/model/card/card.ts';

/** File contents by URL. Change them to see what the loader says. */
export type ModelFiles = Map<string, Uint8Array>;

/** card.json, model.json and one shard of a cat-and-dog model, under `model/`. */
export async function saveModelFiles(model: tf.LayersModel, size: number): Promise<ModelFiles> {
  const files: ModelFiles = new Map();
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const shards = tf.io.CompositeArrayBuffer.join(weightData);
      files.set('model/model.json', encode({ format: 'layers-model', modelTopology, weightsManifest }));
      files.set('model/weights.bin', new Uint8Array(shards));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  rewriteCard(files, size);
  return files;
}

/** Writes the card anew, so that sizes and checksums fit what the files hold now. */
export function rewriteCard(files: ModelFiles, size: number, change: Partial<ModelCard> = {}): void {
  const card: ModelCard = {
    name: 'toy',
    title: 'toy',
    licence: 'none',
    labels: ['cat', 'dog'],
    output: 'sigmoid',
    input: { width: size, height: size, range: [0, 255], fit: 'stretch', resample: 'pillow-bilinear' },
    files: ['model.json', 'weights.bin'].map((path) => {
      const bytes = files.get(`model/${path}`)!;
      return { path, sizeBytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
    ...change,
  };
  files.set('model/card.json', encode(card));
}

/** Serves the files; progress comes in two halves. */
export function fetchFrom(files: ModelFiles): FetchBytes {
  return async (url, options) => {
    const bytes = files.get(url);
    if (!bytes) throw new Failure('modelUnreachable', 'HTTP 404', { url, status: 404 });
    options?.onProgress?.(bytes.byteLength >> 1);
    options?.onProgress?.(bytes.byteLength);
    return bytes;
  };
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
