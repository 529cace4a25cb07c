/** tfjs' WebAssembly memory and our own kernels on it. */
import * as tf from '@tensorflow/tfjs';
import { mapKernelsBase64 } from './mapKernelsBinary.ts';

/** See assembly/mapKernels.ts. Pointers are byte offsets into the memory. */
export interface MapKernels {
  reducePlain(
    activation: number,
    gradient: number,
    cells: number,
    channels: number,
    blockSums: number,
    sums: number,
    layerMap: number,
  ): void;
  reduceFolded(
    activation: number,
    gradient: number,
    cells: number,
    channels: number,
    form: number,
    blockSums: number,
    sums: number,
    layerMap: number,
    doubtful: number,
  ): number;
  weighChannels(activation: number, cells: number, channels: number, weights: number, maps: number): void;
}

export interface WasmMemory {
  readonly kernels: MapKernels;
  /** Byte offset of a tensor's numbers. */
  pointerTo(tensor: tf.Tensor): number;
  /** The whole memory; a new object after it has grown, so ask again after every tensor operation. */
  buffer(): ArrayBuffer;
}

/** The members of tfjs' backend that are used; the memory is where Emscripten keeps its exports. */
interface WasmBackend {
  readonly wasm: { readonly asm?: { readonly memory?: unknown } };
  getMemoryOffset(dataId: object): number;
}

const instances = new WeakMap<object, WasmMemory>();

/**
 * Our kernels, instantiated on the memory of tfjs' current WebAssembly backend.
 * @returns null where that memory can not be had, or the engine has no SIMD; then others do the work
 */
export function currentWasmMemory(): WasmMemory | null {
  const backend = tf.backend() as unknown as WasmBackend;
  const memory = backend.wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) return null;
  const known = instances.get(memory);
  if (known) return known;
  try {
    const binary = Uint8Array.from(atob(mapKernelsBase64), (letter) => letter.charCodeAt(0));
    // Under two kilobytes: compiling at once is faster than waiting for it.
    const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
    const created: WasmMemory = {
      kernels: instance.exports as unknown as MapKernels,
      pointerTo: (tensor) => backend.getMemoryOffset(tensor.dataId),
      buffer: () => memory.buffer,
    };
    instances.set(memory, created);
    return created;
  } catch {
    return null;
  }
}
