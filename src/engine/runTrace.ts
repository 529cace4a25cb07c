/** One whole run on the chosen backend: trace, reduce, read back. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from './network.ts';
import { createDirectReducer, type ReadTensor } from './reduce/directReducer.ts';
import type { MapReducer, RunMaps } from './reduce/mapReducer.ts';
import { createTensorReducer } from './reduce/tensorReducer.ts';
import type { TraceOptions, Tracer } from './trace.ts';

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

function createReducer(network: Network, gain: number): MapReducer {
  const read = directReader();
  return read ? createDirectReducer(network, read) : createTensorReducer(network, gain);
}

interface HeapBackend {
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
}

interface ArrayBackend {
  readSync(dataId: object): Float32Array;
}

/** How to see the memory of the current backend's tensors without copying it; null on a GPU. */
function directReader(): ReadTensor | null {
  switch (tf.getBackend()) {
    case 'wasm': {
      const backend = tf.backend() as unknown as HeapBackend;
      return (tensor) => backend.typedArrayFromHeap(tensor);
    }
    case 'cpu': {
      const backend = tf.backend() as unknown as ArrayBackend;
      return (tensor) => backend.readSync(tensor.dataId);
    }
    default:
      return null;
  }
}
