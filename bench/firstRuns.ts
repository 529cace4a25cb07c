/** A fresh engine in Node on WebAssembly: how large it becomes, and what its first runs take. */
import * as tf from '@tensorflow/tfjs';
import { currentWasmMemory } from '../src/engine/wasm/wasmMemory.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';
import { readPicture } from './engineInNode.ts';

export interface FirstRuns {
  /** The throw-away run. */
  readonly warmUpMs: number;
  /** The run after it. */
  readonly firstMs: number;
  /** Runs after those, each of which keeps its tensors for further methods, like the two before. */
  readonly laterMs: readonly number[];
  /** Most bytes in tensors at once, weights and the kept run of the picture before included. */
  readonly peakTensorBytes: number;
  /** WebAssembly's memory, which never shrinks: the most that all of it ever took. */
  readonly heapBytes: number;
}

const laterRuns = 7;

/** To be called in a process of its own. */
export async function measureFirstRuns(): Promise<FirstRuns> {
  tf.enableProdMode();
  const engine = createNodeEngine();
  await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  const explain = async () => (await engine.explain({ input: readPicture(), target: 'predicted' })).elapsedMs;
  const { elapsedMs: warmUpMs } = await engine.warmUp();
  const firstMs = await explain();
  const laterMs: number[] = [];
  for (let run = 0; run < laterRuns; run++) laterMs.push(await explain());
  const heapBytes = currentWasmMemory()!.buffer().byteLength;
  // Last, because it times every operation.
  const { peakBytes } = await tf.profile(async () => {
    await explain();
    return [];
  });
  return { warmUpMs, firstMs, laterMs, peakTensorBytes: peakBytes, heapBytes };
}
