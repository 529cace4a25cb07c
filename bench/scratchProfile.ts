import * as tf from '@tensorflow/tfjs';
import { createTracer } from '../src/engine/createTracer.ts';
import { loadModel } from '../src/engine/loadModel.ts';
import { readNetwork } from '../src/engine/network.ts';
import { runTrace } from '../src/engine/runTrace.ts';
import { registerWasmKernels } from '../src/engine/wasmKernels.ts';
import { cardPath, prepareWasm, readBytes } from '../test/nodeEngine.ts';
import { readOracles } from '../test/oracles/readOracles.ts';
const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
export async function profile() {
  prepareWasm(); registerWasmKernels(); await tf.setBackend('wasm');
  const loaded = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
  const network = readNetwork(loaded.model);
  const { tracer } = await createTracer(network);
  const input = tf.tensor4d(Float32Array.from(readOracles().pictures[0]!.input.data), [1, 224, 224, 3]);
  const seed = () => Float32Array.of(1);
  for (let i = 0; i < 5; i++) await runTrace(network, tracer, input, seed, quiet);
  const t0 = performance.now();
  for (let i = 0; i < 5; i++) await tracer.trace(input, seed, () => {}, quiet);
  console.log('trace without maps', (performance.now() - t0) / 5);
  const t1 = performance.now();
  for (let i = 0; i < 5; i++) await runTrace(network, tracer, input, seed, quiet);
  console.log('trace with maps', (performance.now() - t1) / 5);
  // kernel profile
  const b = tf.engine() as any; const orig = b.runKernelFunc.bind(b); const acc = new Map<string, [number, number]>();
  b.runKernelFunc = (p: any) => { const t = performance.now(); const r = orig(p); const n = p.kernelName ?? 'custom'; const e = acc.get(n) ?? [0, 0]; e[0] += performance.now() - t; e[1]++; acc.set(n, e); return r; };
  for (let i = 0; i < 5; i++) await tracer.trace(input, seed, () => {}, quiet);
  console.log([...acc].sort((a, b) => b[1][0] - a[1][0]).map(([n, [ms, c]]) => `${n} ${(ms / 5).toFixed(1)} ms ${c / 5}`).join('\n'));
}
