/** tfjs' WebAssembly memory and our own kernels on it. */
import * as tf from '@tensorflow/tfjs';
import { Failure } from '../../lib/failure.ts';
import { kernelsBase64 } from './wasmKernelsBinary.ts';

/** See assembly/kernels.ts. Pointers are byte offsets into the memory. */
export interface WasmKernels {
  convolveDepthwise(
    x: number,
    rows: number,
    columns: number,
    channels: number,
    filter: number,
    bias: number,
    lowest: number,
    highest: number,
    y: number,
  ): void;
  packPointwise(
    weights: number,
    inputs: number,
    outputs: number,
    inputStep: number,
    outputStep: number,
    bias: number,
    panels: number,
  ): void;
  convolvePointwise(
    x: number,
    cells: number,
    inputs: number,
    panels: number,
    outputs: number,
    lowest: number,
    highest: number,
    y: number,
  ): void;
  reducePlain(
    activation: number,
    gradient: number,
    cells: number,
    channels: number,
    zeros: number,
    blockSums: number,
    sums: number,
    layerMap: number,
  ): void;
  reduceRectified(
    activation: number,
    gradient: number,
    cells: number,
    channels: number,
    limit: number,
    form: number,
    zeros: number,
    blockSums: number,
    sums: number,
    layerMap: number,
    doubtful: number,
    waiting: number,
    passed: number,
  ): number;
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
  settleDepthwise(
    doubtful: number,
    noted: number,
    activation: number,
    gradient: number,
    channels: number,
    columns: number,
    form: number,
    sums: number,
    kernel: number,
    kernelRows: number,
    kernelColumns: number,
    input: number,
    inputRows: number,
    inputColumns: number,
    stride: number,
    top: number,
    left: number,
  ): void;
  maskGradient(gradient: number, output: number, count: number, limit: number, result: number): void;
  depthwiseGradient(
    dy: number,
    outputRows: number,
    outputColumns: number,
    channels: number,
    kernel: number,
    kernelRows: number,
    kernelColumns: number,
    stride: number,
    top: number,
    left: number,
    rows: number,
    columns: number,
    result: number,
  ): void;
  cropBorder(
    dy: number,
    dyColumns: number,
    channels: number,
    top: number,
    left: number,
    rows: number,
    columns: number,
    result: number,
  ): void;
  sumWindows(
    windows: number,
    outputRows: number,
    outputColumns: number,
    channels: number,
    kernelRows: number,
    kernelColumns: number,
    stride: number,
    top: number,
    left: number,
    rows: number,
    columns: number,
    result: number,
  ): void;
  weighPlain(activation: number, cells: number, channels: number, weights: number, maps: number): void;
  weighFolded(activation: number, cells: number, channels: number, weights: number, maps: number): void;
  weighRectified(
    activation: number,
    cells: number,
    channels: number,
    limit: number,
    weights: number,
    maps: number,
  ): void;
}

export interface WasmMemory {
  readonly kernels: WasmKernels;
  /** Byte offset of a tensor's numbers. */
  pointerTo(tensor: tf.Tensor): number;
  /**
   * A float32 tensor whose numbers are not set yet.
   * @throws Failure `outOfMemory` where the memory cannot grow so much
   */
  allocate(shape: number[]): tf.Tensor;
  /** True when no other tensor has the same memory. */
  isUnshared(tensor: tf.Tensor): boolean;
  /** The whole memory; a new object after it has grown, so ask again after every tensor operation. */
  buffer(): ArrayBuffer;
}

/** The members of tfjs' backend that are used; the memory is where Emscripten keeps its exports. */
interface WasmBackend {
  readonly wasm: { readonly asm?: { readonly memory?: unknown } };
  getMemoryOffset(dataId: object): number;
  refCount(dataId: object): number;
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
}

/** Of the system's memory; smaller than that on no machine. */
const pageBytes = 4096;

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
    const binary = Uint8Array.from(atob(kernelsBase64), (letter) => letter.charCodeAt(0));
    // A few kilobytes: compiling at once is faster than waiting for it.
    const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
    const created: WasmMemory = {
      kernels: instance.exports as unknown as WasmKernels,
      pointerTo: (tensor) => backend.getMemoryOffset(tensor.dataId),
      allocate: (shape) => allocate(backend, shape),
      isUnshared: (tensor) => backend.refCount(tensor.dataId) === 1,
      buffer: () => memory.buffer,
    };
    instances.set(memory, created);
    return created;
  } catch {
    return null;
  }
}

function allocate(backend: WasmBackend, shape: number[]): tf.Tensor {
  const tensor = tf.engine().makeTensorFromTensorInfo(backend.makeOutput(shape, 'float32'));
  // What malloc says when it has no more. tfjs goes on, and would have us write over its own data.
  if (backend.getMemoryOffset(tensor.dataId) !== 0) return tensor;
  tensor.dispose();
  throw new Failure('outOfMemory', `no room for [${shape}] in the WebAssembly memory`);
}

/**
 * Lets the memory of tfjs' WebAssembly backend grow by so many bytes and touches them: the system hands memory out at
 * its first touch, which would otherwise be a good part of the first run. Nothing happens on other backends, and where
 * there is not so much.
 */
export function reserveWasmMemory(bytes: number): void {
  const memory = tf.getBackend() === 'wasm' ? currentWasmMemory() : null;
  if (!memory) return;
  let tensor: tf.Tensor;
  try {
    tensor = memory.allocate([bytes / 4]);
  } catch {
    return;
  }
  const places = new Uint8Array(memory.buffer(), memory.pointerTo(tensor), bytes);
  for (let place = 0; place < bytes; place += pageBytes) places[place] = 0;
  tensor.dispose();
}
