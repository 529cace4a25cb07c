/** One whole run on the chosen backend: trace, reduce, read back. */
import * as tf from '@tensorflow/tfjs';
import type { Keeper } from './derive/keptRun.ts';
import { gradientGain } from './gradientGain.ts';
import type { Network } from './network.ts';
import { createDirectReducer } from './reduce/directReducer.ts';
import type { MapReducer, RunMaps } from './reduce/mapReducer.ts';
import { createTensorReducer } from './reduce/tensorReducer.ts';
import { createWasmReducer } from './reduce/wasmReducer.ts';
import type { TraceOptions, Tracer, TraceVisitor } from './trace.ts';
import { currentWasmMemory } from './wasmMemory.ts';

/**
 * @param chooseSeed see {@link Tracer.trace}
 * @param keeper is given what it wants to keep of the run
 * @returns every method's raw maps of every layer
 */
export async function runTrace(
  network: Network,
  tracer: Tracer,
  input: tf.Tensor4D,
  chooseSeed: (logits: readonly number[]) => Float32Array,
  options: TraceOptions,
  keeper: Keeper | null = null,
): Promise<RunMaps> {
  const gain = gradientGain();
  const reducer = createReducer(network, gain);
  try {
    const scaledSeed = (logits: readonly number[]) => chooseSeed(logits).map((value) => value * gain);
    const visit: TraceVisitor = (trace) => {
      reducer.add(trace);
      keeper?.visit(trace);
    };
    await tracer.trace(input, scaledSeed, visit, {
      ...options,
      ...(keeper && { visitInput: (gradient: tf.Tensor4D) => keeper.visitInput(gradient) }),
    });
    return await reducer.finish();
  } finally {
    reducer.dispose();
  }
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
