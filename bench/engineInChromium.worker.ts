/** The engine's contenders on WebAssembly in a browser's worker: one message in, one message out. */
import * as tf from '@tensorflow/tfjs';
import { registerBackends } from '../src/engine/backend/registerBackends.ts';
import { fetchBytes } from '../src/engine/network/fetchBytes.ts';
import { loadModel } from '../src/engine/network/loadModel.ts';
import { registerWasmKernels } from '../src/engine/wasm/wasmKernels.ts';
import type { RgbPixels } from '../src/image/pixels.ts';
import { type ContenderName, createContenders } from './contenders.ts';
import { type Timing, takeTurns } from './takeTurns.ts';

export interface BenchRequest {
  readonly names: readonly ContenderName[];
  readonly rounds: number;
  readonly picture: RgbPixels;
}

addEventListener('message', ({ data }: MessageEvent<BenchRequest>) => {
  // A rejection alone would not reach the page.
  bench(data).then((timings) => postMessage(timings), reportError);
});

async function bench({ names, rounds, picture }: BenchRequest): Promise<readonly Timing[]> {
  registerBackends();
  registerWasmKernels();
  await tf.setBackend('wasm');
  const cardUrl = new URL('/model/card.json', location.href).href;
  const { model } = await loadModel(cardUrl, { fetchBytes, onProgress: () => undefined });
  return takeTurns(await createContenders(model, picture, names), rounds);
}
