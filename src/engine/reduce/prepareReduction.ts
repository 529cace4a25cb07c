/** How the maps are made on the current backend: kernels of our own where they work, else something slower. */
import * as tf from '@tensorflow/tfjs';
import type { Reduction } from '../api.ts';
import { methodIds } from '../methods/catalogue.ts';
import type { Network } from '../network/network.ts';
import { currentWasmMemory } from '../wasm/wasmMemory.ts';
import { createDirectReducer } from './directReducer.ts';
import type { MapReducer, RunReduction } from './mapReducer.ts';
import type { StoredLayers } from './ownLayers.ts';
import { createTensorReducer } from './tensorReducer.ts';
import { createWasmReducer } from './wasmReducer.ts';
import { createWebgpuReducer } from './webgpuReducer.ts';

/** Backends on whose device the WebGPU kernels computed what they should. */
const trusted = new WeakSet<object>();

/** Of the length of a method's maps. */
const tolerance = 1e-4;

/**
 * To be called when a backend has been chosen, before its first run: on WebGPU our kernels are tried once and not
 * used where they fail or compute something else than tensor operations do.
 */
export async function prepareReduction(): Promise<Reduction> {
  switch (tf.getBackend()) {
    case 'wasm':
      return currentWasmMemory()
        ? { kind: 'kernels' }
        : { kind: 'loops', reason: 'no SIMD, or a memory out of reach' };
    case 'cpu':
      return { kind: 'loops', reason: 'plain JavaScript has no kernels' };
    case 'webgpu': {
      const problem = await tryWebgpuKernels();
      if (problem !== null) return { kind: 'operations', reason: problem };
      trusted.add(tf.backend());
      return { kind: 'kernels' };
    }
    default:
      return { kind: 'operations', reason: 'WebGL has no compute shaders' };
  }
}

/**
 * The fastest reducer that the current backend allows.
 * @param gain see `createTensorReducer`
 */
export function createReducer(network: Network, gain: number): MapReducer {
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
      return trusted.has(tf.backend()) ? createWebgpuReducer(network) : createTensorReducer(network, gain);
  }
}

/** The members of tfjs' backends that show a tensor's memory without copying it. */
interface HeapBackend {
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
}

interface ArrayBackend {
  readSync(dataId: object): Float32Array;
}

/** Null when the kernels' maps are those of tensor operations, else what is wrong with them. */
async function tryWebgpuKernels(): Promise<string | null> {
  // Either way of weighing; more cells than one chunk has, more channels than lanes, and nothing fits by luck.
  return (await tryWebgpuKernelsOn(17, 20, 40)) ?? (await tryWebgpuKernelsOn(17, 40, 36));
}

async function tryWebgpuKernelsOn(height: number, width: number, channels: number): Promise<string | null> {
  const layers = [0, 1].map((index) => ({ height, width, channels, offset: index * height * width }));
  const network = { layers, mapLength: 2 * height * width };
  const wave = (length: number, pace: number) =>
    Float32Array.from({ length }, (_, index) => Math.sin(pace * (index + 1)));
  const shape: [number, number, number, number] = [1, height, width, channels];
  const size = height * width * channels;
  const activation = tf.tensor4d(wave(size, 1.3), shape);
  // Not about zero: its mean is the importance, of which rounding should not decide.
  const gradient = tf.tensor4d(
    wave(size, 2.1).map((value) => value + 0.2),
    shape,
  );
  const normalisation = { scale: wave(channels, 0.7), shift: wave(channels, 0.9) };
  const trace = { index: 0, activation, gradient, folded: { index: 1, normalisation } };
  try {
    const found = await reduceOnce(createWebgpuReducer(network), trace);
    const expected = await reduceOnce(createTensorReducer(network, 1), trace);
    const wrong = methodIds.find((method) => !areAlike(found.maps[method], expected.maps[method]));
    if (wrong !== undefined) return `the kernels for WebGPU computed ${wrong} wrongly`;
    const isSameImportance = areAlike(found.importance, expected.importance);
    return isSameImportance ? null : 'the kernels for WebGPU computed the importance wrongly';
  } catch (thrown) {
    return `the kernels for WebGPU failed (${thrown instanceof Error ? thrown.message : 'for no known reason'})`;
  } finally {
    tf.dispose([activation, gradient]);
  }
}

async function reduceOnce(reducer: MapReducer<StoredLayers>, trace: StoredLayers): Promise<RunReduction> {
  try {
    reducer.add(trace);
    return await reducer.finish();
  } finally {
    reducer.dispose();
  }
}

/** ‖found − expected‖ ≤ tolerance · ‖expected‖, and no NaN. */
function areAlike(found: Float32Array, expected: Float32Array): boolean {
  const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0);
  const difference = squares(found.map((value, index) => value - expected[index]!));
  return difference <= tolerance ** 2 * squares(expected);
}
