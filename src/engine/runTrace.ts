/** One whole run on the chosen backend: trace, reduce, read back. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from './network.ts';
import { createDirectReducer } from './reduce/directReducer.ts';
import type { MapReducer, RunMaps } from './reduce/mapReducer.ts';
import { createTensorReducer } from './reduce/tensorReducer.ts';
import { createWasmReducer } from './reduce/wasmReducer.ts';
import type { TraceOptions, Tracer } from './trace.ts';
import { currentWasmMemory } from './wasmMemory.ts';

/**
 * @param chooseSeed see {@link Tracer.trace}
 * @returns every method's raw maps of every layer
 */
export async function runTrace(
  network: Network,
  tracer: Tracer,
  input: tf.Tensor4D,
  chooseSeed: (logits: readonly number[]) => Float32Array,
  options: TraceOptions,
): Promise<RunMaps> {
  const gain = gradientGain();
  const reducer = createReducer(network, gain);
  try {
    const scaledSeed = (logits: readonly number[]) => chooseSeed(logits).map((value) => value * gain);
    await tracer.trace(input, scaledSeed, (trace) => reducer.add(trace), options);
    return await reducer.finish();
  } finally {
    reducer.dispose();
  }
}

/**
 * Phones' WebGL stores 16-bit floats and flushes what is below about 1e-4 to zero, which is where gradients
 * live. Gradients are linear in the seed, so they are computed larger and the maps divided again.
 */
function gradientGain(): number {
  return tf.getBackend() === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 1024 : 1;
}

/** The fastest reducer that the current backend allows. */
function createReducer(network: Network, gain: number): MapReducer {
  switch (tf.getBackend()) {
    case 'wasm': {
      const memory = currentWasmMemory();
      if (memory) return createWasmReducer(network, memory);
      const backend = tf.backend() as unknown as HeapBackend;
      return createDirectReducer(network, (tensor) => backend.typedArrayFromHeap(tensor));
    }
    case 'cpu': {
      const backend = tf.backend() as unknown as ArrayBackend;
      return createDirectReducer(network, (tensor) => backend.readSync(tensor.dataId));
    }
    default:
      return createTensorReducer(network, gain);
  }
}

/** The members of tfjs' backends that show a tensor's memory without copying it. */
interface HeapBackend {
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
}

interface ArrayBackend {
  readSync(dataId: object): Float32Array;
}
