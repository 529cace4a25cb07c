/** The real engine in Node: tfjs' cpu and WebAssembly backends, the model read from public/model. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createEngine } from '../src/engine/createEngine.ts';
import type { FetchBytes } from '../src/engine/network/fetchBytes.ts';
import { type OneModelEngine, oneModelEngine } from './oneModelEngine.ts';

/** Path of the default model's card. */
export const cardPath = fileURLToPath(new URL('../public/model/card.json', import.meta.url));

/** Reads files in place of downloading them. */
export const readBytes: FetchBytes = async (path, options) => {
  const bytes = await readFile(path);
  options?.onProgress?.(bytes.byteLength);
  return new Uint8Array(bytes);
};

/** Tells tfjs where the WebAssembly binaries lie. */
export function prepareWasm(): void {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(`${folder}/`);
}

/** An engine on which nothing is open yet. */
export function createNodeEngine(): OneModelEngine {
  prepareWasm();
  return oneModelEngine(createEngine({ fetchBytes: readBytes }));
}
